#pragma once

#include <filesystem>

namespace lmsection::store {

/// Sees to it that the name which a file was just given is on the disk, as far as the file system
/// can do that for folders. A `StoreError` where the disk fails: the name may not outlast a power
/// cut.
void confirm_name(const std::filesystem::path& file);

}    // namespace lmsection::store
