#include "lmsection/domain/volunteer.hpp"

#include "helpers.hpp"

#include <array>
#include <map>

using namespace lmsection;
using namespace lmsection::test;
using enum VolunteerState;

namespace {

using States = std::vector<VolunteerState>;

constexpr GroupId globes{1};
constexpr GroupId maps{2};

Volunteer form(VolunteerState state, std::optional<GroupId> group = std::nullopt) {
    Volunteer volunteer;
    volunteer.submitted_on = "2026-08-03"_day;
    volunteer.state = state;
    volunteer.group = group;
    return volunteer;
}

FormFacts facts(const std::string& type, std::optional<int> experience = std::nullopt,
                std::optional<bool> is_new = std::nullopt) {
    return {type, experience, is_new};
}

std::vector<Share> experience(std::vector<int> years) {
    std::vector<FormFacts> members;
    for (const int number : years) {
        members.push_back(facts("", number));
    }
    return balance_of(members).experience;
}

}    // namespace

TEST_CASE("every state of a volunteer is read back from its word, whatever its case") {
    for (const VolunteerState state : all_volunteer_states) {
        const std::string text{word(state)};
        CHECK(parse_volunteer_state(text).value() == state);
        CHECK(parse_volunteer_state(" " + text + "\t").value() == state);
    }
    CHECK(parse_volunteer_state("Accepted").value() == accepted);
    const auto unknown = parse_volunteer_state("waiting");
    REQUIRE_FALSE(unknown.ok());
    CHECK(holds(unknown.fault().remedy, "submitted, assigned, alerted, accepted, declined"));
}

TEST_CASE("a volunteer waits from the form to the answer") {
    for (const VolunteerState state : {submitted, assigned, alerted, accepted}) {
        CHECK(waits(state));
        CHECK(waiting_days(form(state), "2026-08-03"_day) == 0);
        CHECK(waiting_days(form(state), "2026-08-05"_day) == 2);
        CHECK(waiting_days(form(state), "2026-08-01"_day) == 0);
    }
    for (const VolunteerState state : {declined, withdrawn, appointed}) {
        CHECK_FALSE(waits(state));
        CHECK_FALSE(waiting_days(form(state), "2026-08-05"_day).has_value());
    }
}

TEST_CASE("steps follow the path, and skipped steps are reported") {
    struct Step {
        VolunteerState from;
        VolunteerState to;
        States passed_over;
    };
    for (const Step& step : {
             Step{submitted, assigned, {}},
             Step{submitted, alerted, {assigned}},
             Step{submitted, accepted, {assigned, alerted}},
             Step{submitted, declined, {assigned, alerted}},
             Step{submitted, appointed, {assigned, alerted, accepted}},
             Step{assigned, alerted, {}},
             Step{assigned, accepted, {alerted}},
             Step{assigned, declined, {alerted}},
             Step{assigned, appointed, {alerted, accepted}},
             Step{alerted, alerted, {}},
             Step{alerted, accepted, {}},
             Step{alerted, declined, {}},
             Step{alerted, appointed, {accepted}},
             Step{accepted, declined, {}},
             Step{accepted, appointed, {}},
             Step{declined, alerted, {}},
             Step{declined, accepted, {alerted}},
             Step{declined, appointed, {alerted, accepted}},
         }) {
        INFO(word(step.from) << " to " << word(step.to));
        const auto move = move_on(step.from, step.to);
        REQUIRE(move.ok());
        CHECK(move.value().to == step.to);
        CHECK(move.value().passed_over == step.passed_over);
    }
}

TEST_CASE("a new reviewer changes no later state") {
    for (const VolunteerState state : {assigned, alerted, accepted, declined}) {
        CHECK(move_on(state, assigned).value().to == state);
        CHECK(move_on(state, assigned).value().passed_over.empty());
    }
}

TEST_CASE("a volunteer withdraws at any time before the end, and a closed form goes no further") {
    for (const VolunteerState state : {submitted, assigned, alerted, accepted, declined}) {
        CHECK(move_on(state, withdrawn).value().to == withdrawn);
        CHECK(move_on(state, withdrawn).value().passed_over.empty());
        CHECK_FALSE(move_on(state, submitted).ok());
    }
    for (const VolunteerState closed : {withdrawn, appointed}) {
        for (const VolunteerState step : all_volunteer_states) {
            CHECK(holds(move_on(closed, step).fault().what, "closed"));
        }
    }
}

TEST_CASE("an answer is not given twice, and a chair who accepted is not alerted again") {
    CHECK(holds(move_on(accepted, alerted).fault().what, "already accepted"));
    CHECK(holds(move_on(accepted, accepted).fault().what, "already accepted"));
    CHECK(holds(move_on(declined, declined).fault().what, "already declined"));
}

TEST_CASE("what another group's chair was asked or answered does not count") {
    for (const VolunteerState state : all_volunteer_states) {
        CHECK(standing_in(form(state), globes).value() == state);
        CHECK(standing_in(form(state, globes), globes).value() == state);
    }
    CHECK(standing_in(form(submitted, maps), globes).value() == submitted);
    CHECK(standing_in(form(assigned, maps), globes).value() == assigned);
    CHECK(standing_in(form(alerted, maps), globes).value() == assigned);
    CHECK(standing_in(form(declined, maps), globes).value() == assigned);
    CHECK(standing_in(form(withdrawn, maps), globes).value() == withdrawn);
    CHECK(standing_in(form(appointed, maps), globes).value() == appointed);
    CHECK_FALSE(standing_in(form(accepted, maps), globes).ok());
}

TEST_CASE("spellings of a library type are counted together, most frequent first") {
    const std::vector<FormFacts> members{facts("public"), facts(""), facts("Académic"),
                                         facts("academic"), facts("school")};
    const Balance balance = balance_of(members);
    CHECK(balance.people == 5);
    CHECK(balance.library_types ==
          std::vector<Share>{{"Académic", 2}, {"public", 1}, {"school", 1}, {"unknown", 1}});
    CHECK(display_text(balance.library_types) == "Académic: 2, public: 1, school: 1, unknown: 1");
}

TEST_CASE("experience is counted in ranges of years") {
    CHECK(experience({0, 4}) == std::vector<Share>{{"0 to 4 years", 2}});
    CHECK(experience({5, 9}) == std::vector<Share>{{"5 to 9 years", 2}});
    CHECK(experience({10, 19}) == std::vector<Share>{{"10 to 19 years", 2}});
    CHECK(experience({20, 99}) == std::vector<Share>{{"20 years or more", 2}});
    const std::vector<FormFacts> members{facts("", 30), facts("", 1), facts("")};
    CHECK(balance_of(members).experience ==
          std::vector<Share>{{"0 to 4 years", 1}, {"20 years or more", 1}, {"unknown", 1}});
}

TEST_CASE("new, not new and unknown add up") {
    const std::vector<FormFacts> members{facts("", 1, true), facts("", 1, false),
                                         facts("", 1, false), facts("")};
    CHECK(balance_of(members).newness ==
          std::vector<Share>{{"new", 1}, {"not new", 2}, {"unknown", 1}});
    CHECK(display_text(balance_of({}).newness) == "nobody");
    CHECK(balance_of({}).people == 0);
}

TEST_CASE("a comment keeps its lines, tidied, without empty ones around them") {
    CHECK(parse_comment("").value().empty());
    CHECK(parse_comment("\r\n \n").value().empty());
    CHECK(parse_comment("one").value() == "one");
    CHECK(parse_comment("\n one  line\r\n\rtwo\t\n").value() == "one line\n\ntwo");
    CHECK_FALSE(parse_comment("\xff").ok());
    CHECK_FALSE(parse_comment("a\x1b[31m").ok());
    CHECK_FALSE(parse_comment("a\u202eb").ok());
}

TEST_CASE("a comment has 2,000 characters and not 2,001") {
    std::string text;
    for (int i = 0; i < 2000; ++i) {
        text += "é";
    }
    CHECK(parse_comment(text).value() == text);
    CHECK(parse_comment("  " + text + " \n").ok());
    CHECK_FALSE(parse_comment(text + "e").ok());
}

TEST_CASE("yes and no are read as forms write them") {
    for (const char* text : {"yes", "Y", "True"}) {
        CHECK(parse_yes_or_no(text).value());
    }
    for (const char* text : {"NO", "n", "false"}) {
        CHECK_FALSE(parse_yes_or_no(text).value());
    }
    for (const char* text : {"", "maybe", "1", "yes no", "\xff"}) {
        CHECK_FALSE(parse_yes_or_no(text).ok());
    }
}

TEST_CASE("a fault about a form is one clean line") {
    for (const std::string& text : nasty_texts()) {
        CHECK(is_one_clean_line(parse_yes_or_no(text).fault()));
        CHECK(is_one_clean_line(parse_volunteer_state(text).fault()));
    }
}
