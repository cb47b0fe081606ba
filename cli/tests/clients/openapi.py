"""Runs schemathesis against `autosend-webhooks dev`: its OpenAPI document says what it does.

AUTOSEND_WEBHOOKS_CLI is the built command line.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

EXAMPLES = 25
SEED = 1


def main() -> int:
    program = [os.environ["AUTOSEND_WEBHOOKS_CLI"], "dev", "--port", "0", "--json"]
    with subprocess.Popen(program, stdout=subprocess.PIPE) as dev:
        try:
            assert dev.stdout
            return check(json.loads(dev.stdout.readline()))
        finally:
            dev.kill()


def check(address: dict[str, str]) -> int:
    url, key = address["url"], address["apiKey"].replace("AS_", "ASA_")
    schemathesis = [
        *(sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()"),
        *("--config-file", str(Path(__file__).with_name("schemathesis.toml"))),
        *("run", f"{url}/openapi.json", "--url", f"{url}/v1"),
        *("--header", f"Authorization: Bearer {key}"),
        *("--max-examples", str(EXAMPLES), "--seed", str(SEED)),
        *("--generation-database", "none", "--no-color"),
    ]
    return subprocess.run(schemathesis, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
