#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// Runs another program with `input` on its standard input; returns its standard output. Uses no
/// shell and no files on disk. Throws a `StoreError` if the program is not installed (suggesting
/// `package`), fails, or is killed by a signal.
[[nodiscard]] std::string output_of(const std::vector<std::string>& command, std::string_view input,
                                    const std::string& package);

}    // namespace lmsection::cli
