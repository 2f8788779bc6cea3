package news.dateline.feedapi.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import news.dateline.events.Cursor;
import news.dateline.feedapi.index.FeedIndex;

/**
 * How far a subscriber has come.
 *
 * @param cursors one for each feed of the selection, in its order
 */
public record Position(List<Cursor> cursors) {
  public Position {
    cursors = List.copyOf(cursors);
  }

  /** The end of each feed. */
  static Position after(List<FeedIndex> indexes) {
    return new Position(indexes.stream().map(FeedIndex::cursor).toList());
  }

  Position with(int feed, Cursor cursor) {
    if (cursors.size() == 1) {
      return new Position(List.of(cursor));
    }
    List<Cursor> moved = new ArrayList<>(cursors);
    moved.set(feed, cursor);
    return new Position(moved);
  }

  /** How many changes lead from here to there; all there are where the numbering is another. */
  long behind(Position there) {
    long changes = 0;
    for (int i = 0; i < cursors.size(); i++) {
      Cursor end = there.cursors().get(i);
      boolean same = cursors.get(i).epoch().equals(end.epoch());
      changes += same ? Math.max(0, end.seq() - cursors.get(i).seq()) : end.seq();
    }
    return changes;
  }

  /** As the event id that brings a reader back here. */
  String id(Selection selection) {
    if (!selection.named()) {
      return cursors.get(0).toString();
    }
    StringJoiner id = new StringJoiner(",");
    for (int i = 0; i < cursors.size(); i++) {
      id.add(selection.feeds().get(i) + ":" + cursors.get(i));
    }
    return id.toString();
  }
}
