// Files that are opened as a section's database: whatever their bytes, they are refused or read
// without harm. An input: a byte for what is done with the file; then a digit, 1 to 4 for a sound
// database of that schema, which the rest of the input damages, any other byte for a file that is
// the rest of the input as it is.

#include "choices.hpp"
#include "lmsection/app/appointment.hpp"
#include "lmsection/app/check.hpp"
#include "lmsection/app/doctor.hpp"
#include "lmsection/app/export.hpp"
#include "lmsection/app/history.hpp"
#include "lmsection/app/roster.hpp"
#include "lmsection/app/roster_file.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/store/schema.hpp"
#include "properties.hpp"
#include "scratch.hpp"
#include "target.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <string>
#include <string_view>

namespace lmsection::fuzz {

namespace {

constexpr std::size_t page_size = 512;

/// The least that a handbook may hold, so that little time goes into reading it.
constexpr std::string_view small_handbook = R"toml([handbook]
section_name = "Maps"
division = "Places"
association = "North"
version = "1"
revised = "2026"
purpose = "Keeps maps."
objectives = ["Keep maps"]
sister_sections = ["Maps"]
section = "1"
[[kinds]]
id = "leadership-team"
title = "Team"
section = "2"
appointed_by = "all"
member_years = 2
chair_years = 2
chair_patterns = [{ chair = 1 }]
[[kinds]]
id = "committee"
title = "Committees"
section = "3"
appointed_by = "the team"
member_years = 2
chair_years = 2
chair_patterns = [{ chair = 1 }]
[[kinds]]
id = "interest-group"
title = "Circles"
section = "4"
appointed_by = "itself"
member_years = 1
chair_years = 1
chair_patterns = [{ chair = 2 }]
[[kinds]]
id = "working-group"
title = "Forces"
section = "5"
appointed_by = "the team"
member_years = 1
chair_years = 1
chair_patterns = [{ chair = 1 }]
[[rules]]
id = "size"
section = "2"
measure = "size"
strength = "must"
kinds = ["leadership-team", "committee", "interest-group"]
at_least = 1
at_most = 6
says = "Few."
[[groups]]
name = "Leadership Team"
kind = "leadership-team"
section = "2"
charge = "Leads."
)toml";

void run_sql(sqlite3* database, const std::string& sql) {
    if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw std::runtime_error{sqlite3_errmsg(database)};
    }
}

/// A kept database of a schema, in small pages and with a small handbook.
std::string small_database(int schema) {
    const Scratch scratch;
    const auto file = scratch.database();
    write_bytes(file, read_bytes(fmt::format("{}/schema-{}.db", LMSECTION_KEPT_DATABASES, schema)));
    sqlite3* database = nullptr;
    sqlite3_open(file.c_str(), &database);
    run_sql(database, fmt::format("UPDATE handbook SET toml = '{}'; PRAGMA page_size = {}; VACUUM",
                                  small_handbook, page_size));
    sqlite3_close(database);
    return read_bytes(file);
}

const std::string& sound(std::size_t schema) {
    static const std::array<std::string, 4> databases{small_database(1), small_database(2),
                                                      small_database(3), small_database(4)};
    return databases.at(schema - 1);
}

/// Damages `bytes` as the input says: some bytes set, cut off, or a page laid over another.
void damage(std::string& bytes, Choices& input) {
    constexpr unsigned longest_write = 6;
    while (!input.empty() && !bytes.empty()) {
        const unsigned deed = input.one_of(longest_write + 2);
        const std::size_t at = input.one_of(static_cast<unsigned>(bytes.size()));
        if (deed < longest_write) {
            const std::string_view given = input.bytes(deed + 1);
            bytes.replace(at, std::min(given.size(), bytes.size() - at), given);
        } else if (deed == longest_write) {
            bytes.resize(at);
        } else {
            const std::size_t from = input.one_of(256) * page_size % bytes.size();
            const std::string page = bytes.substr(from, page_size);
            bytes.replace(at - at % page_size, page.size(), page);
        }
    }
}

std::string file_of(Choices& input) {
    const unsigned first = input.byte();
    if (first < '1' || '4' < first) {
        return std::string{input.rest()};
    }
    std::string bytes = sound(first - '0');
    damage(bytes, input);
    return bytes;
}

/// The schema's version that the file's header claims.
int claimed_version(std::string_view bytes) {
    constexpr std::size_t place = 60;
    int version = 0;
    for (const char byte : bytes.substr(std::min(place, bytes.size()), 4)) {
        version = static_cast<int>(static_cast<unsigned>(version) << 8U |
                                   static_cast<unsigned char>(byte));
    }
    return version;
}

void examine(const app::Circumstances& around) {
    int checks = 0;
    app::examine(around, [&](const app::Checkup& checkup) {
        ++checks;
        demand(!checkup.found.empty(), "a checkup says what it found");
        demand(checkup.health != app::Health::fault || !checkup.remedy.empty(),
               "a fault has a remedy");
    });
    demand(checks > 0, "a file can be looked at, whatever it holds");
}

void list(const app::Circumstances& around) {
    const auto session = app::Session::for_reading(around);
    const ProgramYear year = ProgramYear::containing(around.today);
    std::size_t seats = 0;
    app::each_seat(session, {session.groups(), year.first_day(), year.last_day(), {}, std::nullopt},
                   [&](const app::Seat& seat) { seats += seat.line.name.size(); });
    app::each_vacant_seat(session, session.groups(), around.today, {},
                          [&](const app::Seat&) { ++seats; });
    app::check(session, year, std::nullopt, [](const RuleResult&) {});
    store::each_entry(session.database(), {}, [&](const store::Entry& entry) {
        store::each_field(session.database(), entry.id, [](const store::FieldChange&) {});
    });
}

void write_out(const app::Circumstances& around) {
    const auto session = app::Session::for_reading(around);
    app::export_section(session, app::WithHistory::yes, [](std::string_view line) {
        demand(is_utf8(line), "an export is UTF-8 text");
    });
}

/// Commands that write, without leaving anything written.
void try_to_write(const app::Circumstances& around) {
    auto tried = around;
    tried.dry_run = true;
    auto session = app::Session::for_writing(tried);
    app::UndoOrder last;
    last.show = [](const store::Entry& /*undone*/) {};
    runs<RefusedError>([&] { static_cast<void>(app::undo(session, last)); });
    runs<RefusedError>([&] {
        static_cast<void>(app::appoint_from(session,
                                            "name,email,group\nDee Ray,dee@lib.example,lead\n",
                                            "in.csv", {.ignore_extra = true}, {}, unreported()));
    });
}

/// What is done with a file; all but the checkup may refuse it.
constexpr std::array<void (*)(const app::Circumstances&), 4> commands{
    examine, [](const app::Circumstances& around) { runs<StoreError>([&] { list(around); }); },
    [](const app::Circumstances& around) { runs<StoreError>([&] { write_out(around); }); },
    [](const app::Circumstances& around) { runs<StoreError>([&] { try_to_write(around); }); }};

}    // namespace

}    // namespace lmsection::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace lmsection;
    using namespace lmsection::fuzz;
    static const Scratch scratch;
    const auto around = scratch.circumstances();
    Choices input{data, size};
    const auto command = commands.at(input.one_of(commands.size()));
    const std::string bytes = file_of(input);
    write_bytes(around.database, bytes);

    command(around);
    if (claimed_version(bytes) == store::schema_version()) {
        demand(read_bytes(around.database) == bytes, "a file is left as it is");
        demand(scratch.files().size() == 1, "no file is left beside the database");
    }
    scratch.clear();
    return 0;
}
