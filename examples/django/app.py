"""The smallest Django project around `urls.py`, and a server for it."""

import logging
import os
import socket

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.configure(ROOT_URLCONF="urls", ALLOWED_HOSTS=["127.0.0.1", "localhost"], SECRET_KEY=os.urandom(16).hex())
application = get_wsgi_application()


def main() -> None:
    from waitress import serve

    logging.basicConfig(level=logging.INFO)
    listener = socket.create_server(("127.0.0.1", int(os.environ.get("PORT", "3000"))))
    print(f"listening on http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    serve(application, sockets=[listener])


if __name__ == "__main__":
    main()
