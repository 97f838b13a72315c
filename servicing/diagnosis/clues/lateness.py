"""What can make an instalment late, by the codes of the causes: a late mark or a penalty may follow from any of it.

A mandate that is not there is none of it: who never signed one pays by hand.
"""

WHAT_MAKES_LATE = (
    "auto_debit_late",
    "auto_debit_insufficient",
    "auto_debit_wrong_source",
    "payment_failed",
    "never_received",
    "verification_incomplete",
    "wrong_payee",
    "wrong_repayment_path",
    "allocated_elsewhere",
    "settlement_missing",
    "platform_fault",
    "maintenance_delay",
    "risk_hold",
    "channel_deducted_fee",
    "off_channel_payment",
)
