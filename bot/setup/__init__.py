"""Builds what the house needs and nothing twice: two environments and a trained model. Runs on a bare Python."""
