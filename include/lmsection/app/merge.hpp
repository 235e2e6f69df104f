#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/store/merge.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace lmsection::app {

/// The section joined with another copy of it, which is only read; nothing is written before
/// `write`.
class Merged {
public:
    /// `decide` is asked about each field that both changed, and about each group and program that
    /// only both together bring to break a rule (§1 to §4): of the loser's records stands what
    /// still fits in. It may throw to give up. A `RefusedError` where the files are no copies of
    /// one section. `session` must outlive it.
    Merged(Session& session, const std::filesystem::path& other, store::Decide decide);

    /// The entries that were not here, oldest first.
    [[nodiscard]] const std::vector<store::Entry>& coming() const { return merge_.coming(); }
    [[nodiscard]] const std::vector<store::Decision>& decisions() const {
        return merge_.decisions();
    }
    [[nodiscard]] std::vector<std::string> warnings() const;

    /// Takes everything into the section, but for a dry run.
    void write();

private:
    Session& session_;
    store::Merge merge_;
};

}    // namespace lmsection::app
