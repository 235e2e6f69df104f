#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// What another program answers on its standard output, given `input` on its standard input. No
/// shell is between; what passes lies in memory, in no file. A `StoreError` where it is not
/// there (the remedy: install `package`), where it fails, or a signal ends it.
[[nodiscard]] std::string answer_of(const std::vector<std::string>& command, std::string_view input,
                                    const std::string& package);

}    // namespace lmsection::cli
