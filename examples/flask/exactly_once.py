"""Receives webhooks with Flask, each event exactly once: its effect and the mark that it was seen commit together.

flask --app exactly_once create-tables, once; then gunicorn --workers 4 exactly_once:app
"""

import os

# region: inbox
from autosend_webhooks import EmailBounced
from autosend_webhooks.flask import Webhooks
from autosend_webhooks.inbox import Inbox
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

engine = create_engine(os.environ["DATABASE_URL"])  # postgresql+psycopg://...
inbox = Inbox(sessionmaker(engine))
app = Flask(__name__)
webhooks = Webhooks(app, inbox=inbox)  # POST /webhooks; the secret is AUTOSEND_WEBHOOK_SECRET


@webhooks.on("email.bounced")
def bounced(event: EmailBounced, tx: Session) -> None:
    tx.add(Bounce(address=event.data.to.email))  # commits with the mark, or not at all
    # endregion


class Base(DeclarativeBase):
    pass


class Bounce(Base):
    __tablename__ = "bounce"
    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str]


@app.cli.command("create-tables")
def create_tables() -> None:
    Base.metadata.create_all(engine)
    inbox.migrate()
