"""One folder a symptom, one file a trouble: what it does to a healthy life, and which subject it strikes."""
