"""What a run has used: calls, tokens, money; and, for --dry-run, what it would use."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from assistant.domain.call import Call, CallOutcome
from assistant.domain.draft import Attempt
from assistant.domain.endpoint import Endpoint


class Spending:
    """Counts calls and, apart from them, drafts that the gate refused."""

    def __init__(self, endpoint: Endpoint):
        self.endpoint = endpoint
        self.calls: list[Call] = []
        self.refused = 0

    def add(self, call: Call) -> None:
        """Count a call."""
        self.calls.append(call)

    def judged(self, attempt: Attempt) -> None:
        """Count a draft that the gate refused."""
        self.refused += not attempt.accepted

    def summary(self) -> str:
        """One line: calls, repetitions, refusals, tokens, cost."""
        again = sum(1 for call in self.calls if call.number > 1)
        asked = sum(call.reply.prompt_tokens for call in self.calls)
        written = sum(call.reply.reply_tokens for call in self.calls)
        silent = sum(
            1
            for call in self.calls
            if (call.paid and not call.reply.prompt_tokens) or call.outcome is CallOutcome.INTERRUPTED
        )
        text = f"共调用{len(self.calls)}次（其中重试{again}次），校验退回{self.refused}稿；提示词{asked:,}词元，回复{written:,}词元"
        if silent:
            text += f"（{silent}次没有报用量，未计入）"
        if self.endpoint.price:
            price = self.endpoint.price
            text += f"，费用约{money(price.of(asked, written))}{price.currency}"
        return text


def money(amount: Decimal) -> str:
    """An amount to four decimals, rounded up: a stated cost is never below the real one."""
    return f"{amount.quantize(Decimal('0.0001'), ROUND_CEILING):f}"
