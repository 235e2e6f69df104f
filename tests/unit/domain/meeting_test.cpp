#include "lmsection/domain/meeting.hpp"

#include "handbooks.hpp"
#include "helpers.hpp"

using namespace lmsection;
using namespace lmsection::test;

namespace {

const Group team = group(GroupKind::leadership_team, "Leadership Team", 1);
const Group committee = group(GroupKind::committee, "Member Experience", 2);
const Group interest_group = group(GroupKind::interest_group, "Middle Managers", 3);

Meeting meeting(const Group& of, Date on, bool with_chairs = false) {
    return {of.id, on, MeetingKind::virtual_meeting, with_chairs, "", "", ""};
}

MeetingCount counted(const Group& of, const std::vector<Meeting>& meetings, Date today) {
    return count_meetings(of, ProgramYear{2026}, meetings, built_in(), today);
}

std::vector<std::string> months_free(const MeetingCount& count) {
    std::vector<std::string> months;
    for (const Month month : count.free_months) {
        months.push_back(iso(month));
    }
    return months;
}

}    // namespace

TEST_CASE("only the words for kinds of meeting are read, in any case") {
    for (const MeetingKind kind : all_meeting_kinds) {
        const auto read = parse_meeting_kind(word(kind));
        REQUIRE(read.ok());
        CHECK(read.value() == kind);
    }
    CHECK(parse_meeting_kind("In-Person").value() == MeetingKind::in_person);
    for (const std::string& text : nasty_texts()) {
        const auto read = parse_meeting_kind(text);
        REQUIRE_FALSE(read.ok());
        CHECK(is_one_clean_line(read.fault()));
    }
    CHECK(holds(parse_meeting_kind("zoom").fault().remedy, "virtual, in-person or email"));
}

TEST_CASE("the handbook asks for six meetings of the team, four of a committee, none of others") {
    CHECK(counted(team, {}, "2026-11-24"_day).wanted == 6);
    CHECK(counted(team, {}, "2026-11-24"_day).wanted_with_chairs == 2);
    CHECK(counted(committee, {}, "2026-11-24"_day).wanted == 4);
    CHECK_FALSE(counted(committee, {}, "2026-11-24"_day).wanted_with_chairs);
    CHECK_FALSE(counted(interest_group, {}, "2026-11-24"_day).wanted);
    CHECK(counted(interest_group, {}, "2026-11-24"_day).missing() == 0);
}

TEST_CASE("a meeting is held on its day and planned before it") {
    const std::vector<Meeting> meetings{meeting(committee, "2026-11-24"_day)};
    const auto before = counted(committee, meetings, "2026-11-23"_day);
    CHECK(before.held == 0);
    CHECK(before.planned == 1);
    CHECK_FALSE(before.last);
    const auto on_the_day = counted(committee, meetings, "2026-11-24"_day);
    CHECK(on_the_day.held == 1);
    CHECK(on_the_day.planned == 0);
    CHECK(on_the_day.last == "2026-11-24"_day);
}

TEST_CASE("only the group's own meetings of the program year count") {
    const std::vector<Meeting> meetings{meeting(committee, "2026-06-30"_day),
                                        meeting(committee, "2026-07-01"_day),
                                        meeting(committee, "2027-06-30"_day),
                                        meeting(committee, "2027-07-01"_day),
                                        meeting(team, "2026-09-01"_day)};
    CHECK(counted(committee, meetings, "2027-12-31"_day).held == 2);
    CHECK(counted(committee, meetings, "2027-12-31"_day).missing() == 2);
    CHECK(counted(committee, meetings, "2027-12-31"_day).last == "2027-06-30"_day);
}

TEST_CASE("with more meetings than required, none are missing") {
    std::vector<Meeting> meetings;
    for (const Date day : days("2026-09-01"_day, "2026-09-05"_day)) {
        meetings.push_back(meeting(committee, day));
        CHECK(counted(committee, meetings, "2026-11-24"_day).missing() ==
              std::max(4 - static_cast<int>(meetings.size()), 0));
    }
}

TEST_CASE("meetings with the chairs are counted among the others and by themselves") {
    const auto count = counted(team,
                               {meeting(team, "2026-09-01"_day, true),
                                meeting(team, "2026-10-01"_day),
                                meeting(team, "2027-02-01"_day, true)},
                               "2026-11-24"_day);
    CHECK(count.held == 2);
    CHECK(count.held_with_chairs == 1);
    CHECK(count.planned == 1);
    CHECK(count.planned_with_chairs == 1);
    CHECK(count.missing() == 4);
}

TEST_CASE("the months left begin with today's and are those without a meeting") {
    const std::vector<Meeting> meetings{meeting(committee, "2026-11-03"_day),
                                        meeting(committee, "2027-02-10"_day)};
    CHECK(
        months_free(counted(committee, meetings, "2026-11-24"_day)) ==
        std::vector<std::string>{"2026-12", "2027-01", "2027-03", "2027-04", "2027-05", "2027-06"});
    CHECK(months_free(counted(committee, {}, "2027-06-30"_day)) ==
          std::vector<std::string>{"2027-06"});
    CHECK(counted(committee, {}, "2027-07-01"_day).free_months.empty());
    CHECK(counted(committee, {}, "2026-06-30"_day).free_months.size() == 12);
}
