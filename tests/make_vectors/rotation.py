"""Several secrets at once, as while a webhook is replaced by another on the same URL."""

from __future__ import annotations

from .bodies import OPENED, event
from .builder import SECRET, Group, sign

OLD = "whsec_11111111111111111111111111111111"
NEW = "whsec_22222222222222222222222222222222"
OTHER = "whsec_33333333333333333333333333333333"
MANY = [f"whsec_{n:032x}" for n in range(10)]


def group() -> Group:
    g = Group("rotation", "Several secrets: any may match, secret_index tells the first that does.")
    for name, why, secrets, signer, index in (
        ("first-of-two", "The first matches.", [NEW, OLD], NEW, 0),
        ("second-of-two", "The second matches.", [NEW, OLD], OLD, 1),
        ("middle-of-three", "The one in the middle matches.", [NEW, OLD, OTHER], OLD, 1),
        ("last-of-three", "The last matches.", [NEW, OLD, OTHER], OTHER, 2),
        ("first-of-ten", "The first of many.", MANY, MANY[0], 0),
        ("last-of-ten", "The last of many.", MANY, MANY[9], 9),
        ("same-secret-twice", "Both match: the first is told.", [OLD, OLD], OLD, 0),
        ("same-secret-again-later", "The second and the third match: the second is told.", [NEW, OLD, OLD], OLD, 1),
        ("one-is-prefix-of-other", "A secret that begins like another one.", [OLD[:-1], OLD], OLD, 1),
        ("one-extends-other", "A secret that begins like another one.", [OLD + "1", OLD], OLD, 1),
        ("with-and-without-prefix", "whsec_ is part of the secret.", [OLD[6:], OLD], OLD, 1),
        ("without-prefix-matches", "And a secret need not have it.", [OLD, OLD[6:]], OLD[6:], 1),
        ("case-differs", "Secrets differ by case alone.", [SECRET.upper(), SECRET], SECRET, 1),
        ("comma-in-secret", "A comma does not separate secrets.", [f"{OLD},{NEW}", NEW], f"{OLD},{NEW}", 0),
    ):
        g.accept(f"rotation-{name}", why, OPENED, secrets=secrets, signed_with=signer, secret_index=index)
    for name, why, secrets, signer in (
        ("none-of-two", "Neither matches.", [NEW, OLD], OTHER),
        ("none-of-ten", "None of many matches.", MANY, OTHER),
        ("retired", "The old secret was taken out.", [NEW], OLD),
        ("joined", "Signed with both secrets joined.", [NEW, OLD], NEW + OLD),
        ("comma-joined", "Signed with the list as one text.", [NEW, OLD], f"{NEW},{OLD}"),
    ):
        g.refuse(f"rotation-{name}", why, "signature_mismatch", OPENED, secrets=secrets, signed_with=signer)
    g.refuse(
        "rotation-two-signatures-joined",
        "There is one signature a request, whatever the number of secrets.",
        "malformed_signature",
        OPENED,
        secrets=[NEW, OLD],
        signature=f"{sign(OPENED, NEW)},{sign(OPENED, OLD)}",
    )
    g.refuse(
        "rotation-two-signature-headers",
        "Both secrets' signatures in two headers are two values.",
        "duplicate_header",
        OPENED,
        secrets=[NEW, OLD],
        signed_with=NEW,
        extra=[("X-Webhook-Signature", sign(OPENED, OLD))],
    )
    g.refuse(
        "rotation-malformed-signature",
        "A malformed signature is malformed for every secret.",
        "malformed_signature",
        OPENED,
        secrets=[NEW, OLD],
        signature=sign(OPENED, OLD).upper(),
    )
    g.refuse(
        "rotation-second-matches-but-old",
        "A match with the second secret does not skip the other checks.",
        "timestamp_too_old",
        OPENED,
        secrets=[NEW, OLD],
        signed_with=OLD,
        timestamp="1762943100000",
    )
    g.refuse(
        "rotation-second-matches-strict-unknown",
        "A match with the second secret does not skip the other checks.",
        "unknown_event",
        event("{}", type="email.dropped"),
        event="email.dropped",
        secrets=[NEW, OLD],
        signed_with=OLD,
        options={"strict": True},
    )
    return g
