#pragma once

#include "lmsection/domain/program.hpp"
#include "lmsection/domain/rule.hpp"
#include "lmsection/store/database.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace lmsection::store {

/// A recorded step in a program's life.
struct ProgramStep {
    std::string status;    ///< a status, or "override" with its reason
    Date on{};
    std::string by;
    std::string note;
};

/// A program with its last submission and its speakers.
struct ListedProgram {
    Program program;
    std::optional<Date> submitted_on;    ///< the day of its last submission
    std::vector<Speaker> speakers;       ///< in the order in which they were added
};

/// Which programs to list.
struct ProgramFilter {
    std::optional<ProgramYear> year;
    std::optional<std::string> venue;
    std::optional<ProgramStatus> status;
    std::optional<GroupId> group;
};

void insert_program(Writer& database, const Program& program);
/// Updates all fields of a program except `carried_from`.
void update_program(Writer& database, const Program& program);
void insert_program_step(Writer& database, std::int64_t id, ProgramId program,
                         const ProgramStep& step);
void insert_speaker(Writer& database, ProgramId program, const Speaker& speaker);
void delete_speaker(Writer& database, SpeakerId speaker);

/// Lists programs by year, venue and time of recording.
void each_program(const Reader& database, const ProgramFilter& filter,
                  const std::function<void(const ListedProgram&)>& visit);
[[nodiscard]] std::optional<ListedProgram> program_by_id(const Reader& database, ProgramId id);
/// The steps of a program, earliest first.
[[nodiscard]] std::vector<ProgramStep> steps_of(const Reader& database, ProgramId program);

/// Proposals submitted in a program year, by venue (`counts_as_submitted`).
[[nodiscard]] ProgramCounts submitted_programs(const Reader& database, ProgramYear year);
/// The programs of a year that may still take place and have paid speakers.
[[nodiscard]] std::vector<PaidProgram> paid_programs(const Reader& database, ProgramYear year);

}    // namespace lmsection::store
