#include "lmsection/store/program.hpp"

#include "query.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::store {

namespace {

std::vector<Speaker> speakers_of(const Reader& database, ProgramId program) {
    Query query{database,
                "SELECT id, person_id, name, stipend FROM speakers "
                "WHERE program_id = ?1 ORDER BY id",
                program};
    return query.all([](const Query& row) {
        return Speaker{row.id<SpeakerId>(0), row.optional_id<PersonId>(1), row.string(2),
                       row.number_between(0, largest_stipend, 3)};
    });
}

/// A SELECT of the programs `p` that fulfill a condition.
std::string select_programs(std::string_view condition) {
    return fmt::format("SELECT p.id, p.title, p.venue, p.program_year, p.group_id, p.status, "
                       "p.carried_from, p.note, (SELECT max(s.on_date) FROM program_steps s "
                       "WHERE s.program_id = p.id AND s.status = 'submitted'), p.type "
                       "FROM programs p WHERE {}",
                       condition);
}

ListedProgram program_in(const Reader& database, const Query& row) {
    Program program{row.id<ProgramId>(0),
                    row.string(1),
                    row.string(2),
                    ProgramYear{row.number_between(first_year, last_year, 3)},
                    row.optional_id<GroupId>(4),
                    row.parsed(5, parse_program_status),
                    row.optional_id<ProgramId>(6),
                    row.string(7),
                    row.string(9)};
    auto speakers = speakers_of(database, program.id);
    return {std::move(program), row.optional_date(8), std::move(speakers)};
}

}    // namespace

void insert_program(Writer& database, const Program& program) {
    insert(database, "programs",
           "id, title, venue, program_year, group_id, status, carried_from, note, type", program.id,
           program.title, program.venue, program.year, program.group, program.status,
           program.carried_from, program.note, program.type);
}

void update_program(Writer& database, const Program& program) {
    write(database, Write::update, "programs",
          "id, title, venue, program_year, group_id, status, note, type", program.id, program.title,
          program.venue, program.year, program.group, program.status, program.note, program.type);
}

void insert_program_step(Writer& database, std::int64_t id, ProgramId program,
                         const ProgramStep& step) {
    insert(database, "program_steps", "id, program_id, status, on_date, by_whom, note", id, program,
           step.status, step.on, step.by, step.note);
}

void insert_speaker(Writer& database, ProgramId program, const Speaker& speaker) {
    insert(database, "speakers", "id, program_id, person_id, name, stipend", speaker.id, program,
           speaker.person, speaker.name, speaker.stipend);
}

void delete_speaker(Writer& database, SpeakerId speaker) {
    Update{database, "DELETE FROM speakers WHERE id = ?1", speaker}.run();
}

void each_program(const Reader& database, const ProgramFilter& filter,
                  const std::function<void(const ListedProgram&)>& visit) {
    Query query{database,
                select_programs(
                    "(?1 IS NULL OR p.program_year = ?1) AND (?2 IS NULL OR p.venue = ?2) "
                    "AND (?3 IS NULL OR p.status = ?3) AND (?4 IS NULL OR p.group_id = ?4) "
                    "ORDER BY p.program_year, p.venue, p.id"),
                filter.year,
                filter.venue,
                filter.status,
                filter.group};
    while (query.step()) {
        visit(program_in(database, query));
    }
}

std::optional<ListedProgram> program_by_id(const Reader& database, ProgramId id) {
    Query query{database, select_programs("p.id = ?1"), id};
    return query.first([&](const Query& row) { return program_in(database, row); });
}

std::vector<ProgramStep> steps_of(const Reader& database, ProgramId program) {
    Query query{database,
                "SELECT status, on_date, by_whom, note FROM program_steps "
                "WHERE program_id = ?1 ORDER BY id",
                program};
    return query.all([](const Query& row) {
        return ProgramStep{row.string(0), row.date(1), row.string(2), row.string(3)};
    });
}

ProgramCounts submitted_programs(const Reader& database, ProgramYear year) {
    ProgramCounts counts;
    Query query{database,
                "SELECT venue, type, group_id, status, count(*) FROM programs "
                "WHERE program_year = ?1 GROUP BY venue, type, group_id, status",
                year};
    while (query.step()) {
        if (counts_as_submitted(query.parsed(3, parse_program_status))) {
            counts.push_back({query.string(0), query.string(1), query.optional_id<GroupId>(2),
                              static_cast<int>(query.number(4))});
        }
    }
    return counts;
}

std::vector<PaidProgram> paid_programs(const Reader& database, ProgramYear year) {
    std::vector<PaidProgram> paid;
    ProgramFilter of_year;
    of_year.year = year;
    each_program(database, of_year, [&](const ListedProgram& listed) {
        const int speakers = paid_speakers(listed.speakers);
        if (is_alive(listed.program.status) && speakers > 0) {
            int lowest = largest_stipend;
            int highest = 0;
            for (const Speaker& speaker : listed.speakers) {
                lowest = speaker.stipend > 0 ? std::min(lowest, speaker.stipend) : lowest;
                highest = std::max(highest, speaker.stipend);
            }
            paid.push_back({listed.program.venue, listed.program.group, speakers, lowest, highest});
        }
    });
    return paid;
}

}    // namespace lmsection::store
