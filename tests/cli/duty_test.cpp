#include "harness.hpp"

#include <algorithm>

using namespace lmsection::test;

namespace {

Table duty(const Section& section, const std::string& group, const std::string& activity) {
    return section.csv({"duty", "list", "--group", group}).only("activity", activity);
}

void set_annual(const Section& section, const std::string& start, const std::string& end) {
    section.done(
        {"event", "set", "ala-annual", "--start", start, "--end", end, "--place", "Sample City"});
}

}    // namespace

TEST_CASE("event list has every event of the handbook, with its days or that they are not set") {
    const NoSection nowhere;
    const Table events = nowhere.csv({"event", "list"});
    CHECK(events.columns ==
          Words{"event", "title", "year", "status", "start", "end", "place", "section"});
    CHECK(events.column("event") == Words{"ala-annual", "core-forum", "interest-group-week"});
    CHECK(events.column("status") == Words{"not set", "not set", "computed"});
    CHECK(events.column("start") == Words{"", "", "2027-03-01"});
    CHECK(events.column("end") == Words{"", "", "2027-03-05"});
    CHECK(nowhere.csv({"event", "list", "--year", "2025"}).at(2, "start") == "2026-03-02");
}

TEST_CASE("an event's days belong to the program year in which it starts") {
    const Section section;
    set_annual(section, "2027-06-28", "2027-07-02");
    section.done({"event", "set", "core-forum", "--start", "2027-10-14", "--end", "2027-10-16"});
    const Table now = section.csv({"event", "list"});
    CHECK(now.only("event", "ala-annual").rows[0] == Words{"ala-annual", "ALA Annual", "2026",
                                                           "set", "2027-06-28", "2027-07-02",
                                                           "Sample City", "1"});
    CHECK(now.only("event", "core-forum").at(0, "status") == "not set");
    const Table next = section.csv({"event", "list", "--year", "next"});
    CHECK(next.only("event", "ala-annual").at(0, "status") == "not set");
    CHECK(next.only("event", "core-forum").at(0, "start") == "2027-10-14");
}

TEST_CASE("an event's days are set anew and taken away") {
    const Section section;
    set_annual(section, "2027-06-24", "2027-06-29");
    set_annual(section, "2027-06-17", "2027-06-22");
    CHECK(section.csv({"event", "list"}).at(0, "start") == "2027-06-17");
    CHECK(number_in(section.database(), "SELECT count(*) FROM events") == 1);
    section.done({"event", "remove", "ala-annual", "--dry-run"});
    CHECK(section.csv({"event", "list"}).at(0, "status") == "set");
    section.done({"event", "remove", "ala-annual"});
    CHECK(section.csv({"event", "list"}).at(0, "status") == "not set");
    CHECK(holds(section.done({"event", "remove", "ala-annual"}).err, "nothing was changed"));
}

TEST_CASE("what is wrong with an event is told in one line and nothing is written") {
    const Section section;
    const auto set = [](const std::string& event, const std::string& start,
                        const std::string& end) {
        return Words{"event", "set", event, "--start", start, "--end", end};
    };
    section.refuses(2, {"event", "set", "ala-annual", "--start", "2027-06-24"});
    section.refuses(2, {"event", "set", "ala-annual", "--end", "2027-06-24"});
    section.refuses(2, set("ala-annual", "2027-06-24", "2027-06-23"));
    section.refuses(2, set("ala-annual", "2027-06-31", "2027-07-01"));
    section.refuses(2, set("ala-annual", "3000-06-24", "3000-06-25"));
    CHECK(holds(section.refuses(2, {"event", "set", "ala-annual", "--start", "2027-07-01", "--end",
                                    "2027-07-02", "--year", "2026"}),
                "program year 2027-28"));
    section.refuses(3, set("midwinter", "2027-01-20", "2027-01-24"));
    section.done({"event", "set", "ala-annual", "--start", "2027-06-24", "--end", "2027-06-29",
                  "--dry-run"});
    CHECK(section.csv({"event", "list"}).at(0, "status") == "not set");
}

TEST_CASE("what is not named of an event that has days stays") {
    const Section section;
    section.done({"event", "set", "ala-annual", "--start", "2027-06-24", "--end", "2027-06-29"});
    const auto set = [&](Words more) {
        Words words{"event", "set", "ala-annual"};
        words.insert(words.end(), more.begin(), more.end());
        const Table row = section.csv(words);
        return row.at(0, "start") + " " + row.at(0, "end") + " " + row.at(0, "place");
    };
    CHECK(set({"--place", "Chicago"}) == "2027-06-24 2027-06-29 Chicago");
    CHECK(set({"--end", "2027-06-30"}) == "2027-06-24 2027-06-30 Chicago");
    CHECK(set({"--start", "june 25"}) == "2027-06-25 2027-06-30 Chicago");
    section.refuses(2, {"event", "set", "ala-annual", "--start", "2027-07-02"});
    CHECK(holds(section.refuses(2, {"event", "set", "ala-annual", "--end", "2027-06-01"}),
                "is before 2027-06-25"));
    CHECK(holds(section.refuses(2, {"event", "set", "core-forum", "--place", "Chicago"}),
                "--start is missing"));
    section.refuses(2, {"event", "set", "ala-annual"});
    CHECK(
        section.csv({"event", "set", "interest-group-week", "--place", "online"}).at(0, "start") ==
        "2027-03-01");
}

TEST_CASE("other days can be set for Interest Group Week, and removed again") {
    const Section section;
    const auto week = [&] {
        return section.csv({"event", "list"}).only("event", "interest-group-week");
    };
    CHECK(section
              .csv({"event", "set", "interest-group-week", "--start", "2027-03-08", "--end",
                    "2027-03-12"})
              .at(0, "status") == "set");
    CHECK(week().at(0, "status") == "set");
    CHECK(week().at(0, "start") == "2027-03-08");
    CHECK(duty(section, "consortium", "interest-group-week").at(0, "due") == "2027-03-12");
    CHECK(section.csv({"event", "list", "--year", "2027"})
              .only("event", "interest-group-week")
              .at(0, "status") == "computed");
    const Table removed = section.csv({"event", "remove", "interest-group-week"});
    CHECK(removed.at(0, "start") == "2027-03-01");
    CHECK(week().at(0, "status") == "computed");
    CHECK(
        holds(section.done({"event", "remove", "interest-group-week"}).err, "nothing was changed"));
}

TEST_CASE("what is done as needed is never overdue, and any activity can be skipped") {
    Section section;
    section.today("2027-07-01");
    const auto status = [&](const std::string& activity) {
        return section.csv({"duty", "list", "--year", "2026", "--group", "leadership-team"})
            .only("activity", activity)
            .at(0, "status");
    };
    for (const char* activity : {"core-board-meetings", "recommend-representatives",
                                 "section-leader-meetings", "appointments"}) {
        CAPTURE(activity);
        CHECK(status(activity) == "open");
    }
    CHECK(status("annual-plan") == "overdue");
    section.done({"duty", "skip", "leadership-team", "core-board", "--year", "2026", "--reason",
                  "not invited"});
    CHECK(status("core-board-meetings") == "skipped");
    const Table open = section.csv({"duty", "list", "--open", "--year", "2026"});
    const Words activities = open.column("activity");
    CHECK(std::count(activities.begin(), activities.end(), "core-board-meetings") == 0);
    CHECK(
        holds(section.done({"duty", "skip", "leadership-team", "core-board", "--year", "2026"}).err,
              "nothing was changed"));
    section.refuses(3, {"duty", "skip", "leadership-team", "chairs-meetings"});
    CHECK(
        holds(section.done({"duty", "done", "leadership-team", "core-board", "--year", "2026"}).err,
              "It was marked skipped on 2027-07-01; it is now done."));
    CHECK(status("core-board-meetings") == "done");
    section.refuses(3, {"duty", "skip", "leadership-team", "core-board", "--year", "2026"});
    section.done({"duty", "reopen", "leadership-team", "core-board", "--year", "2026"});
    CHECK(status("core-board-meetings") == "open");
}

TEST_CASE("duty list has the yearly activities of every group") {
    const NoSection nowhere;
    const Table duties = nowhere.csv({"duty", "list"});
    CHECK(duties.columns == Words{"group_slug", "group", "kind", "activity", "title", "wanted",
                                  "done", "status", "event", "start", "due", "last_done", "done_by",
                                  "note", "section"});
    CHECK(duties.where("group_slug", "leadership-team").column("activity") ==
          Words{"annual-plan", "appointments", "assign-volunteer-manager", "maintain-roster",
                "review-core-forum-proposals", "section-leader-meetings", "core-board-meetings",
                "lead-annual-meetings", "recommend-representatives", "keep-chairs-informed",
                "chairs-meetings"});
    CHECK(duties.where("kind", "interest-group").size() == 17);
    CHECK(duties.where("kind", "committee").column("activity") ==
          Words(4, "keep-members-informed"));
    CHECK(duties.where("status", "open").size() == duties.size());
}

TEST_CASE("a duty has the days of its event") {
    const Section section;
    const Table week = duty(section, "consortium", "interest-group-week");
    CHECK(week.at(0, "start") == "2027-03-01");
    CHECK(week.at(0, "due") == "2027-03-05");
    CHECK(duty(section, "consortium", "annual-discussion").at(0, "start").empty());
    CHECK(duty(section, "consortium", "annual-discussion").at(0, "due") == "2027-06-30");
    set_annual(section, "2027-06-24", "2027-06-29");
    CHECK(duty(section, "consortium", "annual-discussion").at(0, "start") == "2027-06-24");
    CHECK(duty(section, "consortium", "annual-discussion").at(0, "due") == "2027-06-29");
}

TEST_CASE("a duty is marked as often as it is done, and taken back one by one") {
    const Section section;
    section.done({"duty", "done", "consortium", "learning", "--on", "2026-10-01", "--note",
                  "Negotiating licences"});
    CHECK(duty(section, "consortium", "learning-events").at(0, "status") == "open");
    const Table second = section.csv({"duty", "done", "consortium", "learning-events"});
    CHECK(second.at(0, "done") == "2");
    CHECK(second.at(0, "status") == "done");
    CHECK(second.at(0, "last_done") == "2026-11-24");
    CHECK(second.at(0, "done_by") == "tester");
    CHECK(section.csv({"duty", "list", "--group", "consortium", "--open"}).size() == 4);
    section.done({"duty", "reopen", "consortium", "learning-events"});
    CHECK(duty(section, "consortium", "learning-events").at(0, "last_done") == "2026-10-01");
    CHECK(duty(section, "consortium", "learning-events").at(0, "note") == "Negotiating licences");
    section.done({"duty", "reopen", "consortium", "learning-events", "--on", "2026-10-01"});
    CHECK(duty(section, "consortium", "learning-events").at(0, "done") == "0");
}

TEST_CASE("a duty counts for the program year of its day, or for the one that is said") {
    Section section;
    section.done({"duty", "done", "middle", "annual-discussion", "--on", "2026-06-28"});
    CHECK(duty(section, "middle", "annual-discussion").at(0, "done") == "0");
    CHECK(section.csv({"duty", "list", "--year", "2025", "--group", "middle"})
              .only("activity", "annual-discussion")
              .at(0, "done") == "1");
    section.done({"duty", "done", "middle", "connect", "--on", "2026-07-02", "--year", "2025"});
    CHECK(duty(section, "middle", "connect-discussion").at(0, "done") == "0");
}

TEST_CASE("meetings with the chairs are counted as a duty by themselves") {
    const Section section;
    section.done({"meeting", "add", "leadership-team", "--on", "2026-09-01", "--with-chairs"});
    section.done({"meeting", "add", "leadership-team", "--on", "2026-10-01"});
    CHECK(duty(section, "leadership-team", "chairs-meetings").at(0, "done") == "1");
    section.done({"meeting", "add", "leadership-team", "--on", "2026-11-01", "--with-chairs"});
    CHECK(duty(section, "leadership-team", "chairs-meetings").at(0, "status") == "done");
    CHECK(holds(section.refuses(3, {"duty", "done", "leadership-team", "chairs-meetings"}),
                "--with-chairs"));
    section.refuses(3, {"duty", "reopen", "leadership-team", "chairs-meetings"});
}

TEST_CASE("the option --exit-code of duty list tells of what is overdue") {
    Section section;
    const Words words{"duty", "list", "--group", "consortium", "--exit-code"};
    CHECK(section.run(words).status == 0);
    section.today("2027-03-08");
    CHECK(section.run(words).status == 1);
    CHECK(duty(section, "consortium", "interest-group-week").at(0, "status") == "overdue");
    section.done({"duty", "done", "consortium", "interest-group-week", "--on", "2027-03-03"});
    CHECK(section.run(words).status == 0);
}

TEST_CASE("what is wrong with a duty is told in one line and nothing is written") {
    const Section section;
    section.done({"duty", "done", "middle", "connect-discussion"});
    section.refuses(2, {"duty", "done", "middle"});
    section.refuses(2, {"duty", "done", "middle", "annual", "--on", "soonish"});
    section.refuses(2, {"duty", "list", "--year", "soon"});
    section.refuses(3, {"duty", "done", "nobody-here", "annual"});
    section.refuses(3, {"duty", "done", "middle", "interest-group-week"});
    section.refuses(3, {"duty", "done", "member-experience", "annual-discussion"});
    section.refuses(3, {"duty", "done", "middle", "annual", "--on", "2026-11-25"});
    section.refuses(3, {"duty", "reopen", "middle", "connect", "--on", "2026-11-01"});
    section.done({"duty", "done", "middle", "annual-discussion", "--dry-run"});
    CHECK(duty(section, "middle", "annual-discussion").at(0, "done") == "0");
    section.done({"duty", "reopen", "middle", "connect", "--dry-run"});
    CHECK(duty(section, "middle", "connect-discussion").at(0, "done") == "1");
}

TEST_CASE("group show tells how many of a group's duties are done") {
    const Section section;
    section.done({"duty", "done", "middle", "connect-discussion"});
    CHECK(section.csv({"group", "show", "middle"}).only("topic", "duties").at(0, "text") ==
          "1 of 3 done in 2026-27; open: annual-discussion or keep-members-informed");
    CHECK(section.csv({"group", "show", "competencies"}).where("topic", "duties").size() == 0);
}

TEST_CASE("a duty marked or reopened twice changes nothing, another day corrects the mark") {
    const Section section;
    const Words done{"duty", "done", "middle", "connect-discussion", "--on", "2026-11-20"};
    section.done(done);
    const std::string before = bytes_of(section.database());
    CHECK(holds(section.done(done).err, "nothing was changed"));
    CHECK(holds(section.done({"duty", "done", "middle", "connect-discussion"}).err,
                "already done on 2026-11-20; nothing was changed"));
    CHECK(bytes_of(section.database()) == before);
    const Result corrected = section.done(
        {"duty", "done", "middle", "connect-discussion", "--on", "2026-11-18"});
    CHECK(holds(corrected.err, "'2026-11-20' to '2026-11-18'"));
    CHECK(duty(section, "middle", "connect-discussion").at(0, "last_done") == "2026-11-18");
    CHECK(duty(section, "middle", "connect-discussion").at(0, "done") == "1");
    section.done({"duty", "reopen", "middle", "connect-discussion"});
    CHECK(holds(section.done({"duty", "reopen", "middle", "connect-discussion"}).err,
                "nothing was changed"));
}

TEST_CASE("a duty done on a day without a year was done on the most recent such day") {
    const Section section;
    const Result result = section.done(
        {"duty", "done", "middle", "connect-discussion", "--on", "june 28"});
    CHECK(holds(result.err, "'june 28' is read as June 28, 2026"));
    CHECK(section.csv({"duty", "list", "--year", "2025", "--group", "middle"})
              .only("activity", "connect-discussion")
              .at(0, "last_done") == "2026-06-28");
}

TEST_CASE("an event's days are set again without losing its place, and what changed is shown") {
    const Section section;
    const Words days{"event", "set", "ala-annual", "--start", "2027-06-24", "--end", "2027-06-29"};
    Words with_place = days;
    with_place.insert(with_place.end(), {"--place", "Chicago"});
    section.done(with_place);
    const std::string before = bytes_of(section.database());
    CHECK(holds(section.done(days).err, "nothing was changed"));
    CHECK(bytes_of(section.database()) == before);
    const Result moved = section.done({"event", "set", "ala-annual", "--start", "2027-06-25",
                                       "--end", "2027-06-30", "-f", "csv"});
    CHECK(read_csv(moved.out).at(0, "place") == "Chicago");
    CHECK(holds(moved.err, "'2027-06-24' to '2027-06-25'"));
    CHECK(holds(section
                    .done({"event", "set", "ala-annual", "--start", "june 25", "--end", "june 30",
                           "--place", "Philadelphia"})
                    .err,
                "'Chicago' to 'Philadelphia'"));
    section.done({"event", "remove", "ala-annual"});
    CHECK(holds(section.done({"event", "remove", "ala-annual"}).err, "nothing was changed"));
}
