"""The simulation's own bookkeeping: what a side forgot is what it forgets now."""

from tests.faults.ledger import Account


def test_what_a_restore_forgets_a_later_backup_may_know_again():
    """Seed 1444: restored from an early backup, and then from a later one."""
    account = Account(marks=[1])
    early = account.copy()
    account.marks += [2, 3]
    later = account.copy()
    account.marks += [4]
    account.put_back(early)
    assert (account.marks, account.forgotten) == ([1], {2, 3, 4})
    account.put_back(later)
    assert (account.marks, account.forgotten, account.restores) == ([1, 2, 3], {4}, 2)
