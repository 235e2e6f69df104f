#pragma once

#include "lmsection/app/roster_file.hpp"

#include <filesystem>
#include <string_view>
#include <vector>

namespace lmsection::fuzz {

/// A new folder for the files of a target, gone when the program ends. It lies where TMPDIR says:
/// in memory, for a run of many executions.
class Scratch {
public:
    Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch();

    /// The database that a target works on.
    [[nodiscard]] std::filesystem::path database() const { return folder_ / "section.db"; }
    /// What a command would be told on 2026-11-24, with that database.
    [[nodiscard]] app::Circumstances circumstances() const;
    /// The names of the files in it, sorted.
    [[nodiscard]] std::vector<std::string> files() const;
    /// Removes them all.
    void clear() const;

private:
    std::filesystem::path folder_;
};

[[nodiscard]] std::string read_bytes(const std::filesystem::path& file);
void write_bytes(const std::filesystem::path& file, std::string_view bytes);

/// Reports nothing of what a file of appointments does.
inline app::RosterFileReport unreported() {
    return {[](const auto& /*lines*/) {}, [](const Appointment&, const Person&, const Group&) {},
            [](const auto& /*table*/) {}};
}

}    // namespace lmsection::fuzz
