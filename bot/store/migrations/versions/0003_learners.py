"""Whose rehearsal it is, and what finding and erasing all of one learner's needs to be quick."""
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sessions", sa.Column("learner", sa.String(64)))
    op.create_index("ix_sessions_learner", "sessions", ["learner", "started_at"])
    op.create_index("ix_turns_parent", "turns", ["parent_id"])


def downgrade() -> None:
    op.drop_index("ix_turns_parent", "turns")
    op.drop_index("ix_sessions_learner", "sessions")
    with op.batch_alter_table("sessions") as table:
        table.drop_column("learner")
