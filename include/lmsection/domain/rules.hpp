#pragma once

#include "lmsection/domain/programs.hpp"
#include "lmsection/domain/service.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lmsection {

/// How a section stands against a rule: as wanted, below it, above it, or below it while there is
/// time left.
enum class Verdict { ok, short_of, over, not_yet };
[[nodiscard]] std::string_view word(Verdict verdict);
/// Whether it is a fault, now.
[[nodiscard]] bool at_fault(Verdict verdict);

/// A rule held against a group, or against the section as a whole.
struct Checked {
    const Rule* rule = nullptr;
    const Group* group = nullptr;    ///< one of those that were measured; none: the section
    std::string found;               ///< "13", "1 co-chair", "1 (Ana Diaz)"
    std::string wanted;              ///< "at most 12"
    Verdict verdict = Verdict::ok;
};

/// A group with all that rules measure of it.
struct MeasuredGroup {
    const Group* group;
    /// Every appointment that reaches the year, and where a rule looks back all that those who
    /// chair in it held before, and one that started before theirs if there is any; names may be
    /// left empty.
    std::vector<Service> record;
    int meetings = 0;    ///< held in the program year
    int meetings_with_chairs = 0;
    int reports = 0;    ///< submitted of that program year
    bool report_overdue = false;
};

/// A webinar or other program that has paid speakers.
struct PaidProgram {
    std::string venue;
    int speakers = 0;
    int highest_stipend = 0;    ///< dollars
};

/// A section as it stands in a program year.
struct MeasuredSection {
    ProgramYear year;
    Date today{};
    std::vector<MeasuredGroup> groups;
    ProgramCounts programs;
    std::vector<PaidProgram> paid;
    /// A person's name, asked for where a rule finds one at fault.
    std::function<std::string(PersonId)> name_of;

    /// The day on which sizes and leaders count: today within the year, else its nearest day.
    [[nodiscard]] Date day() const;
};

/// Whether what somebody held before counts for a rule: those that do not only count who serves.
[[nodiscard]] bool looks_back(Measure measure);

/// Holds the section against every rule of its handbook, in the handbook's order.
[[nodiscard]] std::vector<Checked> check_section(const MeasuredSection& section,
                                                 const Handbook& handbook);

}    // namespace lmsection
