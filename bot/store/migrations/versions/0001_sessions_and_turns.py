"""Sessions, turns as a tree, findings, commands."""
import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("scenario", sa.String(64), nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("outcome", sa.String(16)),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("head_id", sa.String(32)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "turns",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("session_id", sa.String(32), sa.ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
        sa.Column("parent_id", sa.String(32), sa.ForeignKey("turns.id")),
        sa.Column("depth", sa.Integer, nullable=False),
        sa.Column("client_id", sa.String(64)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("move", sa.String(16)),
        sa.Column("reaction", sa.String(16)),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("message", sa.LargeBinary),
        sa.Column("feedback", sa.LargeBinary),
        sa.Column("reply", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("session_id", "client_id", name="uq_turns_message"),
    )
    op.create_index("ix_turns_session", "turns", ["session_id", "depth"])
    op.create_table(
        "findings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("turn_id", sa.String(32), sa.ForeignKey("turns.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("dismissed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "commands",
        sa.Column("session_id", sa.String(32), sa.ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("client_id", sa.String(64), primary_key=True),
        sa.Column("reply", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    for table in ("commands", "findings", "turns", "sessions"):
        op.drop_table(table)
