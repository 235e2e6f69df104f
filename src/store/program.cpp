#include "lmsection/store/program.hpp"

#include "query.hpp"

#include <algorithm>

namespace lmsection::store {

namespace {

std::vector<Speaker> speakers_of(const Reader& database, ProgramId program) {
    std::vector<Speaker> speakers;
    Query query{database, "SELECT id, person_id, name, stipend FROM speakers "
                          "WHERE program_id = ?1 ORDER BY id"};
    query.bind(1, program);
    while (query.step()) {
        speakers.push_back({query.id<SpeakerId>(0), query.optional_id<PersonId>(1), query.string(2),
                            query.number_between(0, largest_stipend, 3)});
    }
    return speakers;
}

// A row is id, title, venue, program_year, group_id, status, carried_from, note, the day of the
// last submission, and type.
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
    Update query{database,
                 "INSERT INTO programs (id, title, venue, program_year, group_id, status, "
                 "carried_from, note, type) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
    query.bind(1, program.id).bind(2, program.title).bind(3, program.venue);
    query.bind(4, std::int64_t{program.year.starting()}).bind(5, program.group);
    query.bind(6, word(program.status)).bind(7, program.carried_from).bind(8, program.note);
    query.bind(9, program.type).run();
}

void update_program(Writer& database, const Program& program) {
    Update query{database, "UPDATE programs SET title = ?2, venue = ?3, program_year = ?4, "
                           "group_id = ?5, status = ?6, note = ?7, type = ?8 WHERE id = ?1"};
    query.bind(1, program.id).bind(2, program.title).bind(3, program.venue);
    query.bind(4, std::int64_t{program.year.starting()}).bind(5, program.group);
    query.bind(6, word(program.status)).bind(7, program.note).bind(8, program.type).run();
}

void insert_program_step(Writer& database, std::int64_t id, ProgramId program,
                         const ProgramStep& step) {
    Update query{database, "INSERT INTO program_steps (id, program_id, status, on_date, by_whom, "
                           "note) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
    query.bind(1, id).bind(2, program).bind(3, step.status).bind(4, step.on);
    query.bind(5, step.by).bind(6, step.note).run();
}

void insert_speaker(Writer& database, ProgramId program, const Speaker& speaker) {
    Update query{database, "INSERT INTO speakers (id, program_id, person_id, name, stipend) "
                           "VALUES (?1, ?2, ?3, ?4, ?5)"};
    query.bind(1, speaker.id).bind(2, program).bind(3, speaker.person).bind(4, speaker.name);
    query.bind(5, std::int64_t{speaker.stipend}).run();
}

void delete_speaker(Writer& database, SpeakerId speaker) {
    Update query{database, "DELETE FROM speakers WHERE id = ?1"};
    query.bind(1, speaker).run();
}

void each_program(const Reader& database, const ProgramFilter& filter,
                  const std::function<void(const ListedProgram&)>& visit) {
    Query query{database,
                "SELECT p.id, p.title, p.venue, p.program_year, p.group_id, p.status, "
                "p.carried_from, p.note, (SELECT max(s.on_date) FROM program_steps s "
                "WHERE s.program_id = p.id AND s.status = 'submitted'), p.type FROM programs p "
                "WHERE (?1 IS NULL OR p.program_year = ?1) AND (?2 IS NULL OR p.venue = ?2) "
                "AND (?3 IS NULL OR p.status = ?3) AND (?4 IS NULL OR p.group_id = ?4) "
                "ORDER BY p.program_year, p.venue, p.id"};
    query.bind(1,
               filter.year ? std::optional{std::int64_t{filter.year->starting()}} : std::nullopt);
    query.bind(2, filter.venue);
    query.bind(3, filter.status ? std::optional{word(*filter.status)} : std::nullopt);
    query.bind(4, filter.group);
    while (query.step()) {
        visit(program_in(database, query));
    }
}

std::optional<ListedProgram> program_by_id(const Reader& database, ProgramId id) {
    Query query{database, "SELECT p.id, p.title, p.venue, p.program_year, p.group_id, p.status, "
                          "p.carried_from, p.note, (SELECT max(s.on_date) FROM program_steps s "
                          "WHERE s.program_id = p.id AND s.status = 'submitted'), p.type "
                          "FROM programs p WHERE p.id = ?1"};
    query.bind(1, id);
    return query.step() ? std::optional{program_in(database, query)} : std::nullopt;
}

std::vector<ProgramStep> steps_of(const Reader& database, ProgramId program) {
    std::vector<ProgramStep> steps;
    Query query{database, "SELECT status, on_date, by_whom, note FROM program_steps "
                          "WHERE program_id = ?1 ORDER BY id"};
    query.bind(1, program);
    while (query.step()) {
        steps.push_back({query.string(0), query.date(1), query.string(2), query.string(3)});
    }
    return steps;
}

ProgramCounts submitted_programs(const Reader& database, ProgramYear year) {
    ProgramCounts counts;
    Query query{database, "SELECT venue, type, group_id, status, count(*) FROM programs "
                          "WHERE program_year = ?1 GROUP BY venue, type, group_id, status"};
    query.bind(1, std::int64_t{year.starting()});
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
