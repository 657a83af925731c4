"""The questions before a talk of one's own, while they are being answered and after."""
import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "preparations",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("learner", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("asking", sa.String(16), nullable=False),
        sa.Column("stopped", sa.Boolean, nullable=False),
        sa.Column("answers", sa.LargeBinary, nullable=False),
        sa.Column("last_client_id", sa.String(64)),
        sa.Column("last_reply", sa.LargeBinary),
        sa.Column("session_id", sa.String(32), sa.ForeignKey("sessions.id", ondelete="CASCADE")),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("ix_preparations_learner", "preparations", ["learner"])
    op.create_index("ix_preparations_session", "preparations", ["session_id"])


def downgrade() -> None:
    op.drop_table("preparations")
