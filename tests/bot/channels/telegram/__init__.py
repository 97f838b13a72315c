"""The Telegram channel: what it reads, keeps and sends."""
