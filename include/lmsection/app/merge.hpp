#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/store/merge.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace lmsection::app {

/// A merge of the section with another copy, which is only read. Nothing is written before `write`.
class Merged {
public:
    /// `decide` is called for each field that both copies changed, and for each group and program
    /// that breaks a rule only when both copies' changes are combined (§1 to §4); the losing side
    /// keeps what still fits. It may throw to cancel. Throws a `RefusedError` if the files are not
    /// copies of the same section. `session` must outlive the object.
    Merged(WritingSession& session, const std::filesystem::path& other, store::Decide decide);
    /// For `sync`: conflicts are decided later. What breaks a rule only when both copies' changes
    /// are combined stays, with a warning.
    Merged(WritingSession& session, const std::filesystem::path& other);

    /// The entries that this copy lacked, oldest first.
    [[nodiscard]] const std::vector<store::Entry>& incoming() const { return merge_.incoming(); }
    [[nodiscard]] const std::vector<store::Decision>& decisions() const {
        return merge_.decisions();
    }
    [[nodiscard]] std::vector<std::string> warnings() const;

    /// Writes the result into the section, except in a dry run.
    void write();

private:
    WritingSession& session_;
    store::Merge merge_;
    std::vector<std::string> clashes_;    ///< what breaks a rule and was not decided
};

}    // namespace lmsection::app
