"""python-telegram-bot as its own guide shows it: polling, one handler that answers. Run as a process of its own."""

import os

import httpx
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

ENGINE = httpx.AsyncClient(base_url=f"http://127.0.0.1:{os.environ.get('DUIZHANG_ENGINE_PORT', '5005')}")


async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Ask the same engine, and say what it says."""
    if update.message is not None:
        turn = {"id": str(update.update_id), "text": update.message.text}
        answer = await ENGINE.post("/webhooks/turns/", json=turn)
        await update.message.reply_text(answer.json()["replies"][0]["text"])


def main() -> None:
    """Until it is killed."""
    api, token = os.environ["DUIZHANG_TELEGRAM_API"], os.environ["DUIZHANG_TELEGRAM_TOKEN"]
    builder = Application.builder().token(token).base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling()


if __name__ == "__main__":
    main()
