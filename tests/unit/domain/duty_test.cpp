#include "lmsection/domain/duty.hpp"

#include "handbooks.hpp"
#include "helpers.hpp"

using namespace lmsection;
using namespace lmsection::test;

namespace {

const ProgramYear year{2026};
const Group team = group(GroupKind::leadership_team, "Leadership Team", 1);
const Group consortium = group(GroupKind::interest_group, "Consortium Management", 2);

DutyRecords records(std::vector<DutyMark> marks = {}, std::vector<EventDates> events = {}) {
    return {year, std::move(events), std::move(marks), {}};
}

DutyMark mark(const Group& of, const char* activity, Date on, ProgramYear of_year = year) {
    return {of.id, slug(activity), of_year, on, "tester", ""};
}

Duty duty(const Group& of, const char* activity, const DutyRecords& known,
          Date today = "2026-11-24"_day) {
    const auto duties = duties_of(of, built_in(), known, today);
    const auto found = find_duty(duties, activity);
    REQUIRE(found.ok());
    return found.value();
}

}    // namespace

TEST_CASE("an interest group's duties are its activities in the handbook's order") {
    const auto duties = duties_of(consortium, built_in(), records(), "2026-11-24"_day);
    std::vector<std::string> ids;
    for (const Duty& one : duties) {
        ids.push_back(one.id.text());
    }
    CHECK(ids == std::vector<std::string>{"connect-discussion", "learning-events",
                                          "interest-group-week", "annual-discussion",
                                          "keep-members-informed"});
    const auto of_committee = duties_of(group(GroupKind::committee, "Member Experience"),
                                        built_in(), records(), "2026-11-24"_day);
    REQUIRE(of_committee.size() == 1);
    CHECK(of_committee[0].id == slug("keep-members-informed"));
}

TEST_CASE("a duty of the week in March is due on its Friday, in every year") {
    for (int first = 2020; first < 2040; ++first) {
        DutyRecords known = records();
        known.year = ProgramYear{first};
        const Duty week = duty(consortium, "interest-group-week", known);
        REQUIRE(week.event);
        REQUIRE(week.event->dates);
        const Date start = week.event->dates->start;
        CHECK(date::weekday{date::sys_days{start}} == date::Monday);
        CHECK(start.month() == date::March);
        CHECK(unsigned{start.day()} <= 7);
        CHECK(week.due() == plus_days(start, 4));
        CHECK(known.year.contains(start));
    }
}

TEST_CASE("a duty at an event is due on its last day once that is set, else on June 30") {
    CHECK(duty(consortium, "annual-discussion", records()).due() == "2027-06-30"_day);
    const EventDates set{slug("ala-annual"), year, "2027-06-24"_day, "2027-06-29"_day, ""};
    CHECK(duty(consortium, "annual-discussion", records({}, {set})).due() == "2027-06-29"_day);
    EventDates of_other_year = set;
    of_other_year.year = ProgramYear{2025};
    CHECK(duty(consortium, "annual-discussion", records({}, {of_other_year})).due() ==
          "2027-06-30"_day);
}

TEST_CASE("a duty is open until its last day, then overdue, and done whenever it was done") {
    const Duty open = duty(consortium, "interest-group-week", records());
    CHECK(open.status("2027-03-05"_day) == DutyStatus::open);
    CHECK(open.status("2027-03-06"_day) == DutyStatus::overdue);
    const Duty done = duty(consortium, "interest-group-week",
                           records({mark(consortium, "interest-group-week", "2027-03-02"_day)}));
    CHECK(done.status("2027-03-05"_day) == DutyStatus::done);
    CHECK(done.status("2028-01-01"_day) == DutyStatus::done);
}

TEST_CASE("a duty required twice is open until it was done twice") {
    std::vector<DutyMark> marks{mark(consortium, "learning-events", "2026-11-01"_day)};
    const Duty once = duty(consortium, "learning-events", records(marks));
    CHECK(once.wanted == 2);
    CHECK(once.status("2026-11-24"_day) == DutyStatus::open);
    marks.push_back(mark(consortium, "learning-events", "2026-10-01"_day));
    const Duty twice = duty(consortium, "learning-events", records(marks));
    CHECK(twice.status("2026-11-24"_day) == DutyStatus::done);
    CHECK(twice.marks.front().on == "2026-10-01"_day);
}

TEST_CASE("marks of other groups, activities and program years do not count") {
    const Duty one = duty(
        consortium, "learning-events",
        records({mark(team, "learning-events", "2026-11-01"_day),
                 mark(consortium, "annual-discussion", "2026-11-01"_day),
                 mark(consortium, "learning-events", "2026-11-01"_day, ProgramYear{2025})}));
    CHECK(one.done == 0);
}

TEST_CASE("the team's meetings with the chairs are counted from the meetings held") {
    DutyRecords known = records();
    const auto meet = [&](Date on, bool with_chairs) {
        known.meetings.push_back(
            {team.id, on, MeetingKind::virtual_meeting, with_chairs, "", "", ""});
    };
    meet("2026-09-01"_day, true);
    meet("2026-10-01"_day, false);
    meet("2027-02-01"_day, true);
    const Duty now = duty(team, "chairs-meetings", known);
    CHECK(now.done == 1);
    CHECK(now.wanted == 2);
    CHECK(now.status("2026-11-24"_day) == DutyStatus::open);
    CHECK(duty(team, "chairs-meetings", known, "2027-02-01"_day).done == 2);
    CHECK(why_not_done(now, "2026-11-24"_day, "2026-11-24"_day)->remedy.find("--with-chairs") !=
          std::string::npos);
}

TEST_CASE("a group owes no duty that is due after it retires") {
    Group retired = consortium;
    retired.retired_on = "2027-03-05"_day;
    CHECK(duties_of(retired, built_in(), records(), "2026-11-24"_day).empty());
    retired.retired_on = "2027-03-06"_day;
    const auto duties = duties_of(retired, built_in(), records(), "2026-11-24"_day);
    REQUIRE(duties.size() == 1);
    CHECK(duties[0].id == slug("interest-group-week"));
}

TEST_CASE("a duty cannot be marked done on a future day") {
    const Date today = "2026-11-24"_day;
    const Duty events = duty(consortium, "learning-events",
                             records({mark(consortium, "learning-events", "2026-11-01"_day)}));
    CHECK(why_not_done(events, "2026-11-25"_day, today));
    CHECK(is_one_clean_line(*why_not_done(events, "2026-11-25"_day, today)));
    CHECK_FALSE(why_not_done(events, today, today));
}

TEST_CASE("an activity is named only by its id, its title or a prefix") {
    const auto duties = duties_of(consortium, built_in(), records(), "2026-11-24"_day);
    CHECK(find_duty(duties, "connect").value().id == slug("connect-discussion"));
    CHECK(find_duty(duties, "take part in interest group week").ok());
    for (const std::string& text : nasty_texts()) {
        const auto found = find_duty(duties, text);
        REQUIRE_FALSE(found.ok());
        CHECK(is_one_clean_line(found.fault()));
    }
}
