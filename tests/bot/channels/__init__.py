"""The channels: what comes in at their doors and what goes out, with a scripted engine behind them."""
