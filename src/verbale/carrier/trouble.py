"""What the disk does not let the carrier do."""

from __future__ import annotations

import errno

from verbale.kernel.errors import Refused

FULL = (errno.ENOSPC, errno.EDQUOT)
"""What the system says of a disk without room: nothing is wrong that room would not mend."""


class DiskTrouble(Refused):
    """{path} cannot be read or written: {why}. Mend that; what waits is carried in the next round."""


def trouble(fault: OSError) -> DiskTrouble:
    """The fault as a sentence: where, and what the system says."""
    return DiskTrouble(path=fault.filename or "—", why=fault.strerror or fault)
