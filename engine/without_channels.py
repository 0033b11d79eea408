"""Rasa without the messengers, queues, databases and drawing of others that it imports at every start.

Rasa 3.6.21 imports what each of its channels, stores and brokers needs, whichever are configured: 40 MB and a part of
the start. Ours are our own (credentials.yml, endpoints.yml); another one configured there is refused when it is made.
"""

import os

from engine import stand_ins
from engine.stand_ins import SETTING

STOOD_IN_FOR = (
    "aio_pika",
    "aiogram",
    "boto3",
    "botocore",
    "fbmessenger",
    "matplotlib",
    "mattermostwrapper",
    "prompt_toolkit",
    "pymongo",
    "questionary",
    "redis",
    "rocketchat_API",
    "slack_sdk",
    "twilio",
    "webexteamssdk",
)


def stand_in() -> None:
    """Leave them out of this process, unless the adjustments are off."""
    if os.environ.get(SETTING) != "off":
        stand_ins.stand_in_for(STOOD_IN_FOR)
