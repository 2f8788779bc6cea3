package news.dateline.testsupport;

import java.util.Map;
import java.util.Set;

/** Names of types that were metaphors or had several meanings, and must not come back. */
public final class FormerNames {
  private static final Set<String> NAMES =
      Set.of(
          """
          EditorialEvent OfFeed OfItem Waiting Entry Dated Ends UngroupedConsumer Limits Rejection
          FeedProfile ItemReader Rules Decider Draft Recorded Decided Settled HeldRules MarkRules
          Outlet Addressed Alarm Pauses SharedRocksDbMemory Observer FeedBuilder Life Preparation
          Backlog Generation ThreadsHealth Epochs Newsdesk Act Call Answers LookUpApi MarksApi
          Places Place Recent Known Fault Problem TopicRefusal Fit Misfit ImportLine BodyHtml
          ConnectionLoop DeskProperties Audience Broadcast Circle Edition Passage Passages Made
          Parcel Follower Members Body ReactiveBody SocketBody SocketHandler SocketLimits Visit
          Guest Guests Party Beat DeliveryMeters Signals Feeds Excerpt Numbering Seen
          Slice Frame Urgency Lane Marks Before Gate FeedOrigins StreamTokenQuery Reading Latest
          JsonParts Parameters Problems RefusedException Wish Proxies Network Texts Intake Part
          Surroundings Peer Gathering Arrivals Crowd Return ServerUse Figures Setting
          PerformancePage Desk Reply Fate Document DeskAddress DeskOptions Line Bounds ChangeLine
          Script Wording Newsroom Editor Story Verdict Journal History Ledger LedgerBook Audit
          FinalCheck Probe Releases Breakdown Silence Lateness Waits Habit Rhythm Happening Tally
          Stage Frames Telling Newslog ScriptedConsumer Replica Wire Acts Viewer Cutter Readers
          SilenceIT Reader Outcomes Run Listener Changes Start Delivery Channel Consumer Stores Message
          """
              .strip()
              .split("\\s+"));

  /** Former names that mean what they say in these modules. */
  private static final Map<String, Set<String>> ALLOWED =
      Map.of(
          // Feeds: the feeds that the producer has read; Outcomes: the outcomes of events
          "producer", Set.of("Feeds", "Outcomes"),
          // a Draft is what an editor has typed and not sent
          "scripts", Set.of("Draft"),
          // a Frame is a parsed SSE event, a Fault an injected one, an Entry one of a log
          "testbed", Set.of("Frame", "Fault", "Entry"));

  private FormerNames() {}

  /** Returns true if a type of the module must not have this name. */
  public static boolean isFormer(String module, String simpleName) {
    return NAMES.contains(simpleName)
        && !ALLOWED.getOrDefault(module, Set.of()).contains(simpleName);
  }
}
