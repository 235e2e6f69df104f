#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace lmsection {

/// The files in a zip archive that is in memory. Their paths are in lower case, with slashes.
class ZipFile {
public:
    /// Limits on the unpacked size of one file, and of all files that are read, in bytes.
    static constexpr std::size_t largest_part = 24U << 20U;
    static constexpr std::size_t largest_total = 64U << 20U;

    /// `bytes` must outlive the object; `name` is the archive's name for messages. Throws a
    /// `RefusedError` if it is damaged.
    ZipFile(std::string_view bytes, std::string name);
    ~ZipFile();
    ZipFile(const ZipFile&) = delete;
    ZipFile& operator=(const ZipFile&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }
    /// Whether there is a file with this path, in any case.
    [[nodiscard]] bool has(std::string_view path) const;
    /// The first path that ends with `end`, which is in lower case; empty if there is none.
    [[nodiscard]] std::string path_ending(std::string_view end) const;
    /// Unpacks a file. Throws a `RefusedError` if it is absent, damaged, encrypted or too large,
    /// however small the archive says it is.
    [[nodiscard]] std::string read(std::string_view path);

    /// Throws a `RefusedError`: the file is damaged.
    [[noreturn]] void refuse_damaged(std::string_view why) const;

private:
    struct Position {
        std::uint64_t directory_offset;
        std::uint64_t index;
    };
    struct Archive;

    void list_files();
    std::string unpack(std::size_t declared);

    std::string name_;
    std::unique_ptr<Archive> archive_;
    std::map<std::string, Position, std::less<>> files_;
    std::size_t total_ = 0;
};

}    // namespace lmsection
