"""One folder a symptom, one file a cause; nothing else registers them."""
