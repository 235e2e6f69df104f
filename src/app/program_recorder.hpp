#pragma once

#include "lmsection/app/program.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// Records programs within one change and collects warnings.
class ProgramRecorder {
public:
    ProgramRecorder(WritingSession& session, const OverridePolicy& policy)
        : session_(session), policy_(policy) {}

    /// Inserts a program with its first step. Returns a fault if its venue already has one with
    /// that title and year.
    std::vector<Fault> record(const Program& program, Date on, const std::string& note);
    /// The faults that `record` would return, for a program already on record.
    [[nodiscard]] std::vector<Fault> same_title_faults(const Program& program) const;
    /// Another program on record with the same title, venue and year.
    [[nodiscard]] std::optional<store::ListedProgram> same_title(const Program& program) const;
    /// The result for a program that needs no change.
    [[nodiscard]] ProgramResult unchanged(const store::ListedProgram& listed) const {
        return {{listed}, warnings_, 1, std::nullopt};
    }
    /// Adds a speaker. Returns a fault if they are already a speaker there or the name is
    /// ambiguous.
    std::vector<Fault> speak(ProgramId program, const TypedPerson& typed, int stipend);
    void keep_step(ProgramId program, std::string_view status, Date on, const std::string& note);
    /// Applies the policy to findings on a program and returns the refusals; records an override
    /// reason with the program if it was needed.
    std::vector<Fault> check_findings(ProgramId program, std::span<const Finding> findings);
    /// The same for the rules on the proposals of the program's year.
    std::vector<Fault> check_submission(const Program& program);
    /// The same for stipend rules that the program did not break with its previous speakers.
    std::vector<Fault> check_stipends(ProgramId program, const std::vector<Speaker>& before = {});

    void warn(std::string text) { warnings_.push_back(std::move(text)); }
    /// The programs as now recorded, and the warnings.
    [[nodiscard]] ProgramResult result(std::span<const ProgramId> programs);
    [[nodiscard]] store::ListedProgram on_record(ProgramId program) const;

private:
    /// The speaker that was typed, linked to a person who is on record or is now added.
    Outcome<Speaker> described(const TypedPerson& typed);

    WritingSession& session_;
    const OverridePolicy& policy_;
    std::vector<std::string> warnings_;
    bool reason_was_kept_ = false;
};

/// A fault if something happened in the future.
[[nodiscard]] std::vector<Fault> day_faults(std::string_view what, Date on, Date today);

}    // namespace lmsection::app
