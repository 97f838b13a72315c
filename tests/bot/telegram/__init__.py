"""A Telegram Bot API that plays by the public rules: what the real one refuses is refused here, in the same words.

Begin with `fake.fake_telegram()`; `hooks` and `parcels` are what people do, `server` lists the methods there are.
Not played: Markdown, inline mode, payments, methods in the answer to a webhook, and the pauses that the real server
makes before it answers a poller that hurries. Limits hold only when a test wants them.
"""
