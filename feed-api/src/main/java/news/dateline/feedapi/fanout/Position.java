package news.dateline.feedapi.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import news.dateline.events.Cursor;
import news.dateline.feedapi.index.FeedIndex;

/**
 * How far a subscriber has received the feeds of its selection.
 *
 * @param cursors one for each feed, in the order of the selection
 */
public record Position(List<Cursor> cursors) {
  public Position {
    cursors = List.copyOf(cursors);
  }

  /** Returns the position after the newest change of each feed. */
  static Position endOf(List<FeedIndex> indexes) {
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

  boolean sameEpochs(Position other) {
    return cursors.stream()
        .map(Cursor::epoch)
        .toList()
        .equals(other.cursors().stream().map(Cursor::epoch).toList());
  }

  /** Returns the number of changes between here and the other position; all of a new epoch. */
  long changesTo(Position other) {
    long changes = 0;
    for (int i = 0; i < cursors.size(); i++) {
      Cursor end = other.cursors().get(i);
      boolean same = cursors.get(i).epoch().equals(end.epoch());
      changes += same ? Math.max(0, end.seq() - cursors.get(i).seq()) : end.seq();
    }
    return changes;
  }

  /** Returns the id of an event after which a client resumes here. */
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
