"""Receiving in frameworks and servers: a module for each. They are imported as `autosend_webhooks.flask` and so on."""
