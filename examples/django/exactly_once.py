"""The Django project around `bounces`, and its manage.py.

python exactly_once.py migrate, once; then gunicorn --workers 4 exactly_once:application
"""

import os
import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application

url = urlsplit(os.environ["DATABASE_URL"])
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1", "localhost"],
    AUTOSEND_WEBHOOKS="bounces.urls.webhooks",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": url.hostname,
            "NAME": url.path[1:],
            "PASSWORD": url.password or "",
            "PORT": url.port or 5432,
            "USER": url.username,
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=["autosend_webhooks.inbox.django", "bounces"],
    ROOT_URLCONF="bounces.urls",
    SECRET_KEY=os.urandom(16).hex(),
)
application = get_wsgi_application()

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
