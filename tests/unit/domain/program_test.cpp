#include "lmsection/domain/program.hpp"

#include "handbooks.hpp"
#include "helpers.hpp"

#include <set>

using namespace lmsection;
using namespace lmsection::test;

namespace {

std::vector<Speaker> speakers(int paid, int stipend, int unpaid = 0) {
    std::vector<Speaker> all;
    for (int i = 0; i < paid + unpaid; ++i) {
        all.push_back(
            {SpeakerId{i}, std::nullopt, "Speaker " + std::to_string(i), i < paid ? stipend : 0});
    }
    return all;
}

}    // namespace

TEST_CASE("a proposal can take only valid steps") {
    using enum ProgramStatus;
    const std::set<std::pair<ProgramStatus, ProgramStatus>> allowed{
        {draft, submitted},     {draft, withdrawn},    {submitted, accepted}, {submitted, declined},
        {submitted, withdrawn}, {accepted, withdrawn}, {declined, carried}};
    for (const ProgramStatus from : all_program_statuses) {
        for (const ProgramStatus step : all_program_statuses) {
            CAPTURE(word(from), word(step));
            const auto moved = move_on(from, step);
            CHECK(moved.ok() == allowed.contains({from, step}));
            if (!moved.ok()) {
                CHECK(is_one_clean_line(moved.fault()));
                CHECK_FALSE(moved.fault().remedy.empty());
            }
        }
    }
}

TEST_CASE("every status of a program is read by its word") {
    for (const ProgramStatus status : all_program_statuses) {
        CHECK(parse_program_status(word(status)).value() == status);
    }
    const auto unknown = parse_program_status("lost");
    REQUIRE_FALSE(unknown.ok());
    for (const ProgramStatus status : all_program_statuses) {
        CHECK(holds(unknown.fault().remedy, std::string{word(status)}));
    }
    for (const std::string& nasty : nasty_texts()) {
        CHECK(is_one_clean_line(parse_program_status(nasty).fault()));
    }
}

TEST_CASE("drafts and withdrawn proposals count toward no minimum") {
    CHECK_FALSE(counts_as_submitted(ProgramStatus::draft));
    CHECK_FALSE(counts_as_submitted(ProgramStatus::withdrawn));
    CHECK(counts_as_submitted(ProgramStatus::submitted));
    CHECK(counts_as_submitted(ProgramStatus::accepted));
    CHECK(counts_as_submitted(ProgramStatus::declined));
    CHECK(counts_as_submitted(ProgramStatus::carried));
}

TEST_CASE("a stipend is whole dollars") {
    CHECK(parse_stipend("150").value() == 150);
    CHECK(parse_stipend("$150").value() == 150);
    CHECK(parse_stipend("0").value() == 0);
    CHECK(parse_stipend("1000000").value() == largest_stipend);
    for (const char* wrong :
         {"", "$", "1.5", "-1", "150 dollars", "1000001", "99999999999", "$$1"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_stipend(wrong).ok());
    }
}

TEST_CASE("a title is one nonempty line") {
    CHECK(parse_title("  Leading  Small Teams ").value() == "Leading Small Teams");
    CHECK_FALSE(parse_title("").ok());
    CHECK_FALSE(parse_title("  ").ok());
    CHECK_FALSE(parse_title("two\nlines").ok());
}

TEST_CASE("a fourth paid speaker and a different stipend are found, only at webinars") {
    const Handbook& handbook = built_in();
    CHECK(findings_on_stipends("webinar", speakers(3, 150, 5), std::nullopt, handbook).empty());
    const auto fourth = findings_on_stipends("webinar", speakers(4, 150), std::nullopt, handbook);
    REQUIRE(fourth.size() == 1);
    CHECK(fourth.front().rule == "webinar-paid-speakers");
    CHECK(fourth.front().strength == Strength::must);
    const auto more = findings_on_stipends("webinar", speakers(2, 151), std::nullopt, handbook);
    REQUIRE(more.size() == 2);
    CHECK(more.front().rule == "webinar-stipend");
    const auto less = findings_on_stipends("webinar", speakers(1, 100), std::nullopt, handbook);
    REQUIRE(less.size() == 1);
    CHECK(less.front().strength == Strength::must);
    CHECK(less.front().fault.remedy == "pay $150");
    CHECK(findings_on_stipends("ala-annual", speakers(9, 500), std::nullopt, handbook).empty());
    CHECK(findings_on_stipends("webinar", speakers(3, 80), std::nullopt, second()).size() == 1);
}

TEST_CASE("stipends add up over the paid speakers") {
    const auto some = speakers(3, 150, 2);
    CHECK(paid_speakers(some) == 3);
    CHECK(stipends(some) == 450);
    CHECK(usual_stipend("webinar", built_in()) == 150);
    CHECK(usual_stipend("webinar", second()) == 80);
    CHECK_FALSE(usual_stipend("ala-annual", built_in()));
}

TEST_CASE("other divisions wait for every minimum of the year") {
    const Handbook& handbook = built_in();
    const ProgramCounts met{{"ala-annual", "", std::nullopt, 2},
                            {"core-forum", "", std::nullopt, 1},
                            {"webinar", "", std::nullopt, 2}};
    CHECK(minimums_met(met, handbook, nullptr));
    CHECK(findings_on_submitting("other", nullptr, met, handbook).empty());
    for (std::size_t i = 0; i < met.size(); ++i) {
        ProgramCounts lacking = met;
        --lacking[i].submitted;
        CAPTURE(met[i].venue);
        CHECK_FALSE(minimums_met(lacking, handbook, nullptr));
        const auto found = findings_on_submitting("other", nullptr, lacking, handbook);
        REQUIRE(found.size() == 1);
        CHECK(found.front().rule == "other-divisions-last");
        CHECK(found.front().strength == Strength::should);
        CHECK(findings_on_submitting(met[i].venue, nullptr, lacking, handbook).empty());
    }
}

TEST_CASE("rules on paid speakers and other divisions apply to the kinds they name") {
    Handbook handbook = built_in();
    for (Rule& rule : handbook.rules) {
        if (!rule.venue.empty()) {
            rule.kinds = {GroupKind::committee};
        }
    }
    const auto four = speakers(4, 100);
    CHECK(findings_on_stipends("webinar", four, GroupKind::committee, handbook).size() == 5);
    CHECK(findings_on_stipends("webinar", four, GroupKind::interest_group, handbook).empty());
    CHECK(findings_on_stipends("webinar", four, std::nullopt, handbook).empty());
    const Group committee = group(GroupKind::committee, "Some Committee");
    const Group others = group(GroupKind::interest_group, "Some Interest Group");
    CHECK(findings_on_submitting("other", &committee, {}, handbook).size() == 1);
    CHECK(findings_on_submitting("other", &others, {}, handbook).empty());
    ProgramCounts met{{"ala-annual", "", committee.id, 2},
                      {"core-forum", "", committee.id, 1},
                      {"webinar", "", committee.id, 2}};
    CHECK(findings_on_submitting("other", &committee, met, handbook).empty());
    met.front().group.reset();
    CHECK(findings_on_submitting("other", &committee, met, handbook).size() == 1);
}

TEST_CASE("a session type is named by its word or a prefix") {
    const Venue& forum = *built_in().venue("core-forum");
    CHECK(parse_program_type("poster", forum).value() == "poster");
    CHECK(parse_program_type("pre", forum).value() == "pre-conference");
    CHECK(is_one_clean_line(parse_program_type("lunch", forum).fault()));
    CHECK_FALSE(parse_program_type("poster", *built_in().venue("webinar")).ok());
    CHECK(type_of("core-forum", "", built_in()) == "breakout");
    CHECK(type_of("webinar", "", built_in()).empty());
}

TEST_CASE("a venue's last day is the end of its last month in the program year") {
    const ProgramYear year{2026};
    CHECK(last_submission_day("ala-annual", year, built_in()) == "2026-09-30"_day);
    CHECK(last_submission_day("core-forum", year, built_in()) == "2027-05-31"_day);
    CHECK(last_submission_day("webinar", year, built_in()) == "2027-01-31"_day);
    CHECK_FALSE(last_submission_day("other", year, built_in()));
    CHECK_FALSE(last_submission_day("no-such-venue", year, built_in()));
}

TEST_CASE("the standing of a year gives each venue's count, minimum and last day") {
    const auto standing = standing_of({{"webinar", "", std::nullopt, 1}}, ProgramYear{2026},
                                      built_in());
    REQUIRE(standing.size() == built_in().venues.size());
    for (const VenueStanding& venue : standing) {
        const std::string& id = venue.venue->id.text();
        CAPTURE(id);
        CHECK(venue.submitted == (id == "webinar" ? 1 : 0));
        CHECK(venue.missing() == (id == "ala-annual" ? 2 : id == "other" ? 0 : 1));
        CHECK(venue.at_least.has_value() == (id != "other"));
    }
}
