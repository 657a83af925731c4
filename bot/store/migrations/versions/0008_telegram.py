"""What the Telegram bridge remembers: chats, updates on their way, messages that became turns."""
import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "telegram_chats",
        sa.Column("chat", sa.String(64), primary_key=True),
        sa.Column("learner", sa.String(64), nullable=False),
        sa.Column("session_id", sa.String(32)),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(64)),
        sa.Column("address", sa.LargeBinary),
        sa.Column("state", sa.LargeBinary, nullable=False),
    )
    for column in ("learner", "session_id", "touched_at"):
        op.create_index(f"ix_telegram_chats_{column}", "telegram_chats", [column])
    op.create_table(
        "telegram_updates",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("chat", sa.String(64)),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", sa.String(16), nullable=False),
        sa.Column("body", sa.LargeBinary),
    )
    op.create_index("ix_telegram_updates_chat", "telegram_updates", ["chat"])
    op.create_index("ix_telegram_updates_step", "telegram_updates", ["step", "arrived_at"])
    op.create_table(
        "telegram_messages",
        sa.Column("message", sa.String(64), primary_key=True),
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("turn_id", sa.String(32), nullable=False),
    )
    op.create_index("ix_telegram_messages_session_id", "telegram_messages", ["session_id"])


def downgrade() -> None:
    for table in ("telegram_messages", "telegram_updates", "telegram_chats"):
        op.drop_table(table)
