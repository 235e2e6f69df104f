// What the index picks for a candidate must lead to the same findings as the whole record.
#include "lmsection/domain/term_index.hpp"

#include "handbooks.hpp"
#include "helpers.hpp"
#include "lmsection/domain/appointment.hpp"

#include <random>

using namespace lmsection;
using namespace lmsection::test;

namespace {

using Texts = std::vector<std::string>;

Texts told(const Candidacy& candidacy, const Group& to, std::span<const Service> record) {
    Texts texts;
    for (const Finding& finding : findings_on_appointing(candidacy, to, record, built_in())) {
        texts.push_back(finding.text());
    }
    return texts;
}

/// Draws people and terms that are often in each other's way.
class Draw {
public:
    explicit Draw(unsigned seed) : numbers_(seed) {}

    Candidacy candidacy() {
        const std::string name = "Member " + std::to_string(upto(12));
        const Date start = plus_days(date::year{2015 + upto(11)} / 7 / 1,
                                     upto(3) == 0 ? upto(300) : 0);
        return {Record::person(name), name, built_in_roles()[static_cast<std::size_t>(upto(10))],
                Term{start, 1 + upto(2)}};
    }
    int upto(int most) { return std::uniform_int_distribution{0, most}(numbers_); }

private:
    std::mt19937 numbers_;
};

Service service_of(const Candidacy& who, std::int64_t id) {
    Appointment held;
    held.id = AppointmentId{id};
    held.person = who.person;
    held.role = who.role;
    held.start = who.term.start();
    held.end = who.term.last_day();
    held.years = who.term.years();
    return {held, who.person_name};
}

}    // namespace

TEST_CASE("the relevant terms of a record give the same findings as the whole record") {
    std::size_t findings = 0;
    std::size_t left_out = 0;
    for (const GroupKind kind : all_group_kinds) {
        const Group to = group(kind, "Some Group");
        Draw draw{static_cast<unsigned>(kind) + 1};
        std::vector<Service> record;
        TermIndex index{{}};
        for (std::int64_t id = 1; id <= 120; ++id) {
            const Candidacy candidacy = draw.candidacy();
            const auto relevant_terms = index.relevant_terms(candidacy.person, candidacy.term);
            const Texts wanted = told(candidacy, to, record);
            CHECK(told(candidacy, to, relevant_terms) == wanted);
            findings += wanted.size();
            left_out += record.size() - relevant_terms.size();
            record.push_back(service_of(candidacy, id));
            index.add(record.back());
        }
    }
    CHECK(findings > 200);
    CHECK(left_out > 200);
}

TEST_CASE("an index of a record equals one built term by term") {
    Draw draw{7};
    std::vector<Service> record;
    TermIndex grown{{}};
    for (std::int64_t id = 1; id <= 50; ++id) {
        record.push_back(service_of(draw.candidacy(), id));
        grown.add(record.back());
    }
    const TermIndex made{record};
    for (int i = 0; i < 50; ++i) {
        const Candidacy candidacy = draw.candidacy();
        std::vector<AppointmentId> ids;
        for (const Service& term : made.relevant_terms(candidacy.person, candidacy.term)) {
            ids.push_back(term.appointment.id);
        }
        std::vector<AppointmentId> same;
        for (const Service& term : grown.relevant_terms(candidacy.person, candidacy.term)) {
            same.push_back(term.appointment.id);
        }
        CHECK(ids == same);
    }
}

TEST_CASE("a term that is ended in the index counts as ended") {
    const Candidacy ana{Record::person("Ana Diaz"), "Ana Diaz", Role::member,
                        Term{"2025-07-01"_day, 2}};
    TermIndex index{{service_of(ana, 1)}};
    const Term next{"2026-07-01"_day, 2};
    const Candidacy again{ana.person, ana.person_name, Role::member, next};
    const Group to = group(GroupKind::committee, "Some Group");
    CHECK_FALSE(told(again, to, index.relevant_terms(ana.person, next)).empty());
    const auto ended = index.end_before(ana.person, next.start(), "replaced by a new term");
    REQUIRE(ended.size() == 1);
    CHECK(ended.front().end == "2026-06-30"_day);
    CHECK(ended.front().end_reason == "replaced by a new term");
    CHECK(told(again, to, index.relevant_terms(ana.person, next)).empty());
    CHECK(index.end_before(ana.person, "2025-07-01"_day, "").empty());
}
