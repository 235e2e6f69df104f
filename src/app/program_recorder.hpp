#pragma once

#include "lmsection/app/program.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// Writes programs within one change, and gathers what is warned of.
class ProgramRecorder {
public:
    ProgramRecorder(Session& session, const Firmness& firmness)
        : session_(session), firmness_(firmness) {}

    /// Writes a new program with its first step. A fault where its venue has one of that title
    /// in that year already.
    std::vector<Fault> record(const Program& program, Date on, const std::string& note);
    /// What `record` refuses, for a program that is on record itself.
    [[nodiscard]] std::vector<Fault> same_title_faults(const Program& program) const;
    /// The program of that title, venue and year that is on record, other than the program itself.
    [[nodiscard]] std::optional<store::ListedProgram> same_title(const Program& program) const;
    /// The answer where a program is already as it is asked for.
    [[nodiscard]] ProgramResult unchanged(const store::ListedProgram& listed) const {
        return {{listed}, warnings_, 1, std::nullopt};
    }
    /// Adds a speaker; a fault where they speak there already, or cannot be told from others.
    std::vector<Fault> speak(ProgramId program, const TypedPerson& typed, int stipend);
    void keep_step(ProgramId program, std::string_view status, Date on, const std::string& note);
    /// Lets what speaks against a program through, or tells what does not; a reason that let
    /// something through is kept with the program.
    std::vector<Fault> weighed(ProgramId program, std::span<const Finding> findings);
    /// As `weighed`, for the rules on stipends that the program did not break with the speakers it
    /// had before.
    std::vector<Fault> weighed_stipends(ProgramId program, const std::vector<Speaker>& before = {});

    void warn(std::string text) { warnings_.push_back(std::move(text)); }
    /// The programs as they are now on record, and the warnings.
    [[nodiscard]] ProgramResult result(std::span<const ProgramId> programs);
    [[nodiscard]] store::ListedProgram on_record(ProgramId program) const;

private:
    /// Who is meant by a typed speaker, if that is somebody on record, or is put there.
    Outcome<Speaker> described(const TypedPerson& typed);

    Session& session_;
    const Firmness& firmness_;
    std::vector<std::string> warnings_;
    bool reason_was_kept_ = false;
};

/// Throws a `RefusedError` with the faults, if there are any.
void refuse(std::vector<Fault> faults);
/// A day on which something happened cannot be to come.
[[nodiscard]] std::vector<Fault> day_faults(std::string_view what, Date on, Date today);

}    // namespace lmsection::app
