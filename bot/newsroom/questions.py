"""Questions answered; and what is remembered of threads, and of when somebody last asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.briefing.answers.answer import answer_in_thread, answer_question
from bot.briefing.answers.prompts import Prompt, suggest_prompts
from bot.briefing.questions.news_windows import Look
from bot.briefing.questions.threads import Thread, thread_as_payload, thread_of_payload
from bot.language.names import name_key
from bot.newsroom.settings import NewsroomSettings
from bot.results import Answer

_THREAD, _LOOK = "thread", "look"


class NewsroomQuestions(NewsroomSettings):
    """The part of the newsroom that answers questions."""

    def ask(
        self,
        question: str,
        *,
        workspace: str | None = None,
        topic: str = "",
        audience: str | None = None,
    ) -> Answer:
        """Answer a question; ``topic`` is what the thread was about before."""
        answer = answer_question(
            self._seen_by(audience),
            question,
            workspace=workspace or self.workspace,
            topic=topic,
            today=self.today(audience),
        )
        return self._addressed(answer, audience)

    def converse(
        self, question: str, *, thread: str, asker: str = "", audience: str | None = None
    ) -> Answer:
        """Answer a question in a thread, and remember there what it was about.

        Args:
            thread: names the thread.
            asker: who asks; what is new is counted from when they last asked about the topic.
            audience: the channel in which it will be seen; None sees all.

        Raises:
            InputError: nothing was asked, far too much, or "he" where nobody was named.
        """
        archive = self._seen_by(audience)
        before = thread_of_payload(self.recall(_THREAD, thread))
        answer, after = answer_in_thread(
            archive,
            question,
            before,
            workspace=self.workspace,
            today=self.today(audience),
            last_look=lambda topic: self._last_look(asker, audience, topic),
        )
        if after != before:
            self.remember(_THREAD, thread, thread_as_payload(after))
        is_told = answer.doubt is None or not answer.doubt.is_open
        if is_told and after.last is not None and after.last.is_new and answer.news_of:
            look = {
                "document": archive.find_last_document(self.workspace),
                "day": self.today(audience).isoformat(),
            }
            self.remember(_LOOK, _look_key(asker, audience, answer.news_of), look)
        return self._addressed(answer, audience)

    def note_topic(self, thread: str, topic: str) -> None:
        """Remember what a thread is about from now on."""
        self.remember(_THREAD, thread, thread_as_payload(Thread(topic=topic)))

    def prompts(self, *, audience: str | None = None) -> list[Prompt]:
        """Return what can be asked of this archive, most fitting first; all of it has an answer."""
        return suggest_prompts(self._seen_by(audience), self.workspace, self.today(audience))

    def _last_look(self, asker: str, audience: str | None, topic: str) -> Look | None:
        kept = self.recall(_LOOK, _look_key(asker, audience, topic)) if asker else None
        if kept is None:
            return None
        return Look(document=int(str(kept["document"])), day=date.fromisoformat(str(kept["day"])))

    # --- small state ----------------------------------------------------------------------
    def first_sight(self, event_id: str) -> bool:
        """Tell whether an event is seen for the first time (Slack repeats deliveries)."""
        return self.archive.claim_event(self.workspace, event_id, self.now())

    def remember(self, kind: str, key: str, payload: Mapping[str, object]) -> None:
        """Keep a small JSON payload under a short key."""
        self.archive.remember(self.workspace, kind, key, payload, self.now())

    def keep_first(self, kind: str, key: str, payload: Mapping[str, object]) -> dict[str, object]:
        """Keep a small JSON payload where none is kept yet; return the one that is."""
        return self.archive.keep_first(self.workspace, kind, key, payload, self.now())

    def recall(self, kind: str, key: str) -> dict[str, object] | None:
        """Return what was remembered, or None."""
        return self.archive.recall(self.workspace, kind, key)


def _look_key(asker: str, audience: str | None, topic: str) -> str:
    """Name a person's look at a topic; what is seen elsewhere may be more."""
    return f"{asker}:{audience or ''}:{name_key(topic)}"
