#pragma once

#include "lmsection/domain/program.hpp"
#include "lmsection/domain/service.hpp"

#include <deque>
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
    std::optional<Strength> strength;    ///< the rule's, or a lower one for the roles it found
};

/// A group with all that rules measure of it.
struct MeasuredGroup {
    const Group* group = nullptr;
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
    std::optional<GroupId> group;    ///< whose proposal it is
    int speakers = 0;
    int lowest_stipend = 0;    ///< dollars, of those who are paid
    int highest_stipend = 0;
};

/// A section as it stands in a program year, its groups apart.
struct MeasuredSection {
    ProgramYear year;
    Date today{};
    ProgramCounts programs;
    std::vector<PaidProgram> paid;
    /// A person's name, asked for where a rule finds one at fault.
    std::function<std::string(PersonId)> name_of;

    /// The day on which sizes and leaders count: today within the year, else its nearest day.
    [[nodiscard]] Date day() const;
    /// The first day of the next program year, for which seats are to be filled.
    [[nodiscard]] Date next_july() const;
};

/// The last day on which appointments for the July 1 after `year` are in time, by a rule that
/// measures `appointed_by` (§1).
[[nodiscard]] Date appointments_due(const Rule& rule, ProgramYear year);
/// The day from which those still to be made are shown: the first of the month before.
[[nodiscard]] Date appointments_shown_from(const Rule& rule, ProgramYear year);

/// Whether what somebody held before counts for a rule: those that do not only count who serves.
[[nodiscard]] bool looks_back(Measure measure);

/// Holds a section against every rule of its handbook: its groups one after another, so that the
/// terms of one alone need be at hand, then what rules ask of the section as a whole.
class SectionCheck {
public:
    /// Both outlive the check.
    SectionCheck(const MeasuredSection& section, const Handbook& handbook);
    /// Holds a group against the rules that bind its kind.
    void add(const MeasuredGroup& measured);
    /// Hands over what was found, when all groups were added: in the handbook's order, and of each
    /// rule in the order in which they were.
    void each(const std::function<void(const Checked&)>& take) const;

private:
    /// What stands against one rule so far.
    struct Held {
        const Rule* rule;
        std::string wanted;          ///< its bound in words
        std::deque<Checked> rows;    ///< which moves none as it grows
    };

    /// What was found, said of whom and against which bound.
    static Checked attributed(const Held& held, const Group* group, Checked found);

    const MeasuredSection& section_;
    const Handbook& handbook_;
    std::vector<Held> held_;
    int seats_to_fill_ = 0;    ///< for the next July 1
};

}    // namespace lmsection
