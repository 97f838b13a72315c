"""Pictures beside the words: a payment's journey, a limit over time. A kind is a file in `kinds/`, found there."""
