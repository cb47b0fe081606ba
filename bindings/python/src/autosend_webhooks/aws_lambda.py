"""AWS Lambda: see `adapters.aws_lambda`."""

from .adapters.aws_lambda import *
