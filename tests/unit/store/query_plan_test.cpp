// The statements that the store runs, as SQLite itself saw them, and how SQLite goes about them.
#include "harness.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/checklist.hpp"
#include "lmsection/store/group.hpp"
#include "lmsection/store/person.hpp"
#include "lmsection/store/report.hpp"
#include "lmsection/store/roster.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>

using namespace lmsection;
using namespace lmsection::test;
using lmsection::store::Access;
using lmsection::store::Database;

namespace {

Words& statements() {
    static Words seen;
    return seen;
}

int on_statement(unsigned, void*, void* statement, void*) {
    statements().emplace_back(sqlite3_sql(static_cast<sqlite3_stmt*>(statement)));
    return 0;
}

int watch(sqlite3* database, const char**, const sqlite3_api_routines*) {
    return sqlite3_trace_v2(database, SQLITE_TRACE_STMT, on_statement, nullptr);
}

/// The plan of a statement, its lines joined.
std::string plan_of(const std::string& file, const std::string& sql) {
    std::string plan;
    for (const Words& row : ask_database(file, "EXPLAIN QUERY PLAN " + sql)) {
        plan += row.at(3) + "\n";
    }
    return plan;
}

/// The plans of the SELECTs that `work` runs on the sample section.
std::string plans(const std::function<void(const Database&)>& work) {
    const SampleSection section;
    Words seen;
    {
        // SQLite wants its entry points as functions of no type; the cast is its own advice.
        const auto entry = reinterpret_cast<void (*)()>(watch);
        REQUIRE(sqlite3_auto_extension(entry) == SQLITE_OK);
        const Database database = Database::open(section.database(), Access::reading);
        sqlite3_cancel_auto_extension(entry);
        statements().clear();
        work(database);
        seen = statements();
    }
    std::string all;
    for (const std::string& sql : seen) {
        // A section has few leaves, so that they are read as a whole.
        if (sql.starts_with("SELECT") && !holds(sql, "FROM leaves")) {
            all += plan_of(section.database(), sql);
        }
    }
    CAPTURE(seen);
    REQUIRE_FALSE(all.empty());
    return all;
}

GroupId first_group(const Database& database) {
    return store::all_groups(database).front().id;
}

PersonId somebody(const Database& database) {
    return store::people_by_part(database, "sukarnila", 1).front().id;
}

/// What rules count of terms, in one order.
Words what_counts(const std::vector<Service>& record) {
    Words lines;
    for (const auto& [held, name] : record) {
        lines.push_back(std::to_string(held.group.value) + " " + std::to_string(held.person.value) +
                        " " + std::string{word(held.role)} + " " + iso(held.start) + " " +
                        iso(held.end) + " " + std::to_string(held.years));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

}    // namespace

TEST_CASE("the test sees the store's statements and recognizes plans that sort") {
    const SampleSection section;
    CHECK(holds(plan_of(section.database(), "SELECT * FROM people ORDER BY note"), "TEMP B-TREE"));
    CHECK(holds(plan_of(section.database(), "SELECT * FROM people WHERE note = 'x'"), "SCAN"));
}

TEST_CASE("a group's roster is read in index order: nothing is scanned, nothing is sorted") {
    store::RosterFilter filter;
    filter.from = filter.to = date::year{2026} / 11 / 24;
    for (const bool narrowed : {false, true}) {
        if (narrowed) {
            filter.role = Role::member;
            filter.ending = date::year{2027} / 6 / 30;
        }
        std::size_t lines = 0;
        GroupId group;
        const std::string plan = plans([&](const Database& database) {
            group = first_group(database);
            statements().clear();
            store::each_line(database, std::array{group}, filter,
                             [&](std::size_t, const store::RosterLine&) { ++lines; });
        });
        CAPTURE(plan);
        CHECK(lines == (narrowed ? 1 : 7));
        CHECK(holds(plan, "USING COVERING INDEX appointments_by_roster (group_id=?"));
        CHECK_FALSE(holds(plan, "SCAN"));
        CHECK_FALSE(holds(plan, "TEMP B-TREE"));
    }
}

TEST_CASE("a group's current roster is read without its past and is the same") {
    store::RosterFilter filter;
    filter.from = filter.to = date::year{2026} / 11 / 24;
    Words lines;
    const std::string plan = plans([&](const Database& database) {
        const std::array groups{store::all_groups(database).at(3).id, first_group(database)};
        for (const bool past_is_out : {false, true}) {
            filter.past_is_out = past_is_out;
            statements().clear();
            store::each_line(database, groups, filter,
                             [&](std::size_t place, const store::RosterLine& line) {
                                 lines.push_back(std::to_string(place) + std::string{line.name} +
                                                 std::string{line.start});
                             });
        }
    });
    CAPTURE(plan);
    CHECK(lines.size() == 40);
    CHECK(Words(lines.begin(), lines.begin() + 20) == Words(lines.begin() + 20, lines.end()));
    CHECK(holds(plan, "appointments_by_end (group_id=? AND end_on>?)"));
    CHECK_FALSE(holds(plan, "SCAN"));
}

TEST_CASE("a group's record is read by its index, without a sort") {
    const std::string plan = plans([](const Database& database) {
        const GroupId group = first_group(database);
        statements().clear();
        CHECK_FALSE(store::record_of_group(database, group).empty());
    });
    CAPTURE(plan);
    CHECK(holds(plan, "appointments_by_roster"));
    CHECK_FALSE(holds(plan, "SCAN"));
    CHECK_FALSE(holds(plan, "TEMP B-TREE"));
}

TEST_CASE("a group's terms that reach a day are found without reading its past") {
    const std::string plan = plans([](const Database& database) {
        const GroupId group = first_group(database);
        statements().clear();
        const Date day = date::year{2026} / 11 / 24;
        const auto all = store::record_of_group(database, group);
        const auto some = store::record_of_group(database, group, day);
        statements().erase(statements().begin());
        std::vector<AppointmentId> reaching;
        for (const Service& term : all) {
            if (day <= term.appointment.end) {
                reaching.push_back(term.appointment.id);
            }
        }
        CHECK(reaching.size() < all.size());
        std::vector<AppointmentId> found;
        for (const Service& term : some) {
            found.push_back(term.appointment.id);
        }
        CHECK(found == reaching);
    });
    CAPTURE(plan);
    CHECK(holds(plan, "appointments_by_end (group_id=? AND end_on>?)"));
    CHECK_FALSE(holds(plan, "SCAN"));
}

TEST_CASE("a group's terms that reach a day are read only from an index and are the same") {
    const std::string plan = plans([](const Database& database) {
        const Date day = date::year{2026} / 11 / 24;
        std::map<GroupId, std::vector<Service>> expected;
        for (const Group& group : store::all_groups(database)) {
            expected[group.id] = store::record_of_group(database, group.id, day);
        }
        statements().clear();
        std::size_t terms = 0;
        for (const auto& [group, record] : expected) {
            const auto running = store::running_terms(database, group, day);
            CHECK(what_counts(running) == what_counts(record));
            terms += running.size();
        }
        CHECK(terms > 0);
    });
    CAPTURE(plan);
    CHECK(holds(plan, "USING COVERING INDEX appointments_by_end (group_id=? AND end_on>?)"));
    CHECK_FALSE(holds(plan, "SCAN"));
    CHECK_FALSE(holds(plan, "TEMP B-TREE"));
}

TEST_CASE("a person's earlier terms in a group are read only from an index") {
    const std::string plan = plans([](const Database& database) {
        const Date july = date::year{2026} / 7 / 1;
        std::map<std::pair<GroupId, PersonId>, std::vector<Service>> expected;
        for (const Group& group : store::all_groups(database)) {
            for (const Service& term : store::record_of_group(database, group.id)) {
                auto& former = expected[{group.id, term.appointment.person}];
                if (term.appointment.end < july) {
                    former.push_back(term);
                }
            }
        }
        REQUIRE_FALSE(expected.empty());
        statements().clear();
        for (const auto& [seat, terms] : expected) {
            const auto former = store::former_terms(database, seat.first, seat.second, july);
            CHECK(what_counts(former) == what_counts(terms));
        }
    });
    CAPTURE(plan);
    CHECK(holds(plan, "USING COVERING INDEX appointments_by_person (person_id=?"));
    CHECK_FALSE(holds(plan, "SCAN"));
    CHECK_FALSE(holds(plan, "TEMP B-TREE"));
}

TEST_CASE("a person's terms are read by their index, without a sort") {
    const std::string plan = plans([](const Database& database) {
        const PersonId person = somebody(database);
        statements().clear();
        CHECK_FALSE(store::record_of_person(database, person).empty());
    });
    CAPTURE(plan);
    CHECK(holds(plan, "appointments_by_person"));
    CHECK_FALSE(holds(plan, "SCAN"));
    CHECK_FALSE(holds(plan, "TEMP B-TREE"));
}

TEST_CASE("a person is found by address and by full name without a scan") {
    const std::string plan = plans([](const Database& database) {
        CHECK(store::person_by_email(database, "ana.diaz@riverside.example").has_value());
        CHECK(store::people_by_name(database, "ana diaz", 5).size() == 1);
    });
    CAPTURE(plan);
    CHECK_FALSE(holds(plan, "SCAN"));
    CHECK_FALSE(holds(plan, "TEMP B-TREE"));
}

TEST_CASE("all people are listed in index order, without a sort") {
    const std::string plan = plans([](const Database& database) {
        std::size_t people = 0;
        store::each_person(database, "", date::year{2026} / 11 / 24,
                           [&](const store::ListedPerson&) { ++people; });
        CHECK(people > 50);
    });
    CAPTURE(plan);
    CHECK(holds(plan, "people_by_name"));
    CHECK_FALSE(holds(plan, "TEMP B-TREE"));
}

TEST_CASE("a year's reports and marks are found without a scan of all years") {
    const std::string plan = plans([](const Database& database) {
        const ProgramYear year = ProgramYear::containing(Date{date::year{2026} / 11 / 24});
        CHECK(store::submissions_of(database, year).size() == 3);
        CHECK(store::marks_of(database, year).empty());
    });
    CAPTURE(plan);
    CHECK_FALSE(holds(plan, "SCAN reports"));
    CHECK_FALSE(holds(plan, "SCAN m"));
}
