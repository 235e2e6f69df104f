#include "lmsection/store/sealed_copy.hpp"

#include "lmsection/base/fingerprint.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/store/file.hpp"
#include "lmsection/store/interruption.hpp"
#include "lmsection/store/schema.hpp"
#include "lmsection/store/table_info.hpp"
#include "query.hpp"
#include "table_row.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>

namespace lmsection::store {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view heading = "\nlmsection sealed copy ";
constexpr int current_form = 1;
constexpr std::string_view last_line = "length 0000000000\n";
constexpr std::size_t longest_seal = 1U << 20U;
constexpr std::size_t part_size = 1U << 20U;

StoreError cannot(const fs::path& file, std::string_view what) {
    const int reason = errno;
    return {fmt::format("{} cannot be {}: {}", file.string(), what, std::strerror(reason)),
            reason == ENOSPC || reason == EDQUOT ? "make room and try again"
                                                 : "check the folder and its permissions"};
}

/// An open file.
class File {
public:
    File(fs::path name, int flags, std::string_view doing) : name_(std::move(name)), doing_(doing) {
        descriptor_ = ::open(name_.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (descriptor_ < 0) {
            throw cannot(name_, doing_);
        }
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() { ::close(descriptor_); }

    /// Fewer bytes than asked for only at the end of the file.
    [[nodiscard]] std::string read(std::uintmax_t at, std::size_t most) const {
        std::string bytes(most, '\0');
        std::size_t got = 0;
        while (got < most) {
            const auto part = ::pread(descriptor_, bytes.data() + got, most - got,
                                      static_cast<off_t>(at + got));
            if (part < 0 && errno == EINTR) {
                stop_if_interrupted();
                continue;
            }
            if (part < 0) {
                throw cannot(name_, doing_);
            }
            if (part == 0) {
                break;
            }
            got += static_cast<std::size_t>(part);
        }
        bytes.resize(got);
        return bytes;
    }
    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto part = ::write(descriptor_, bytes.data(), bytes.size());
            if (part < 0 && errno == EINTR) {
                stop_if_interrupted();
                continue;
            }
            if (part < 0) {
                throw cannot(name_, doing_);
            }
            bytes.remove_prefix(static_cast<std::size_t>(part));
        }
    }
    void flush() const {
        if (::fsync(descriptor_) != 0 && errno != EINVAL && errno != ENOTSUP) {
            throw cannot(name_, doing_);
        }
    }
    [[nodiscard]] std::uintmax_t size() const {
        const off_t end = ::lseek(descriptor_, 0, SEEK_END);
        if (end < 0) {
            throw cannot(name_, doing_);
        }
        return static_cast<std::uintmax_t>(end);
    }

private:
    fs::path name_;
    std::string_view doing_;
    int descriptor_ = -1;
};

std::string hex(std::uint64_t number) {
    return fmt::format("{:016x}", number);
}

/// The lines of a seal before its sum.
std::string lines_of(const Seal& seal) {
    std::string text = fmt::format(
        "{}{}\norigin {} {}\nofficer {}\nmachine {}\nnumber {}\nwritten {}\ndigest {}\n"
        "forgotten {}\n",
        heading, current_form, seal.origin.entry, seal.origin.at, seal.officer, seal.machine,
        seal.number, seal.written, seal.digest, seal.forgotten);
    for (const auto& [machine, number] : seal.merged) {
        text += fmt::format("merged {} {}\n", machine, number);
    }
    return text;
}

template <class Number>
bool read_number(const std::string& text, Number& number) {
    const auto read = parse_number<Number>(text);
    number = read.value_or(number);
    return read && *read >= 0;
}

bool is_machine(const std::string& text) {
    return text.size() == 8 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// Reads the lines of a seal; false if they are not one.
bool read_lines(const std::string& text, Seal& seal) {
    std::istringstream lines{text};
    std::string line;
    std::getline(lines, line);    // the heading
    bool sound = true;
    while (sound && std::getline(lines, line)) {
        const auto space = line.find(' ');
        const std::string name = line.substr(0, space);
        const std::string value = space == std::string::npos ? "" : line.substr(space + 1);
        const auto next = value.find(' ');
        const std::string first = value.substr(0, next);
        const std::string second = next == std::string::npos ? "" : value.substr(next + 1);
        if (name == "origin") {
            sound = read_number(first, seal.origin.entry);
            seal.origin.at = second;
        } else if (name == "officer") {
            seal.officer = harmless(value);
        } else if (name == "machine") {
            seal.machine = value;
        } else if (name == "number") {
            sound = read_number(value, seal.number);
        } else if (name == "written") {
            seal.written = harmless(value);
        } else if (name == "digest") {
            seal.digest = value;
        } else if (name == "forgotten") {
            sound = read_number(value, seal.forgotten);
        } else if (name == "merged") {
            sound = is_machine(first) && read_number(second, seal.merged[first]);
        }
    }
    return sound && is_machine(seal.machine) && seal.number > 0;
}

/// Reads the end of a file. Anything else than a seal leaves it incomplete.
void read_seal(SealedFile& sealed) {
    const File file{sealed.path, O_RDONLY, "read"};
    sealed.bytes = file.size();
    if (sealed.bytes < last_line.size()) {
        return;
    }
    const std::string end = file.read(sealed.bytes - last_line.size(), last_line.size());
    std::size_t length = 0;
    const std::string_view word = "length ";
    if (!end.starts_with(word) || !end.ends_with('\n') ||
        !read_number(end.substr(word.size(), end.size() - word.size() - 1), length) ||
        length > longest_seal || length > sealed.bytes) {
        return;
    }
    const std::string text = file.read(sealed.bytes - length, length);
    const auto sum = text.rfind("\nsum ");
    const std::size_t line_end = sum == std::string::npos ? sum : text.find('\n', sum + 1);
    int form = 0;
    if (line_end == std::string::npos || !text.starts_with(heading) ||
        !read_number(text.substr(heading.size(), text.find('\n', 1) - heading.size()), form)) {
        return;
    }
    if (form > current_form) {
        sealed.state = SealedFile::State::newer;
    } else if (read_lines(text.substr(1, sum - 1), sealed.seal)) {
        sealed.seal.sum = text.substr(sum + 5, line_end - sum - 5);
        sealed.state = SealedFile::State::whole;
    }
}

}    // namespace

std::vector<SealedFile> sealed_files(const fs::path& folder, const Alive& alive) {
    std::vector<SealedFile> files;
    std::error_code error;
    for (fs::directory_iterator entry{folder, error}, end; !error && entry != end;
         entry.increment(error)) {
        alive();
        std::error_code gone;
        const fs::path& path = entry->path();
        if (path.extension() == ".db" && !path.filename().string().starts_with(".") &&
            fs::is_regular_file(entry->symlink_status(gone))) {
            SealedFile sealed{path, 0, SealedFile::State::incomplete, {}};
            try {
                read_seal(sealed);
            } catch (const StoreError&) {    // removed or locked just now; tried again later
                sealed.state = SealedFile::State::incomplete;
            }
            files.push_back(std::move(sealed));
        }
    }
    if (error) {
        throw StoreError{fmt::format("the folder {} cannot be read: {}", folder.string(),
                                     error.message()),
                         "name a folder that exists and that you can read"};
    }
    std::sort(files.begin(), files.end(),
              [](const SealedFile& one, const SealedFile& other) { return one.path < other.path; });
    return files;
}

std::string content_digest(const Reader& database) {
    std::uint64_t digest = fingerprint("");
    for (const Table& table : tables_of_schema(schema_version())) {
        if (!table_info(table.name)->shared) {
            continue;
        }
        digest = fingerprint(table.name, digest);
        each_row(database, table, [&](const Row& row) {
            for (const Value& value : row) {
                const auto* bytes = std::get_if<Bytes>(&value);
                const std::string text = bytes == nullptr ? text_of(value).value_or("") : "";
                digest = fingerprint(bytes == nullptr ? text : bytes->value, digest);
                digest = fingerprint(
                    std::string_view{std::holds_alternative<std::monostate>(value) ? "\1" : "\0",
                                     1},
                    digest);
            }
            return true;
        });
    }
    return hex(digest);
}

std::string file_mark(const Reader& database) {
    // Through SQLite's own file: closing another one would release its locks.
    std::string header(100, '\0');    // has the counter of changes
    sqlite3_int64 size = 0;
    sqlite3_file* file = nullptr;
    sqlite3_file_control(database.impl().connection->getHandle(), "main", SQLITE_FCNTL_FILE_POINTER,
                         static_cast<void*>(&file));
    const int code = file->pMethods->xRead(file, header.data(), static_cast<int>(header.size()), 0);
    if (code != SQLITE_OK || file->pMethods->xFileSize(file, &size) != SQLITE_OK) {
        return "";
    }
    Query newest{database, "SELECT ifnull(max(id), 0) FROM history"};    // not after a restore
    newest.step();
    return fmt::format("{}-{}-{}", hex(fingerprint(header)), size, newest.number(0));
}

std::int64_t count_forgotten(const Reader& database) {
    Query query{database, "SELECT count(*) FROM history "
                          "WHERE command LIKE 'lmsection person forget%'"};
    query.step();
    return query.number(0);
}

void seal_copy(const Reader& database, Seal& seal, const fs::path& draft) {
    copy_to(database, draft, true);
    const std::string lines = lines_of(seal);
    const File file{draft, O_RDWR, "written"};
    std::uint64_t sum = fingerprint("");
    const std::uintmax_t size = file.size();
    for (std::uintmax_t at = 0; at < size; at += part_size) {
        sum = fingerprint(file.read(at, part_size), sum);
    }
    seal.sum = hex(fingerprint(lines, sum));
    const std::string last = fmt::format("sum {}\n", seal.sum);
    file.write(fmt::format("{}{}length {:010}\n", lines, last,
                           lines.size() + last.size() + last_line.size()));
}

void put_into_folder(const fs::path& file, const fs::path& target, const fs::path& unfinished,
                     const Alive& alive) {
    const File from{file, O_RDONLY, "read"};
    try {
        const File to{unfinished, O_WRONLY | O_CREAT | O_TRUNC, "written"};
        const std::uintmax_t size = from.size();
        for (std::uintmax_t at = 0; at < size; at += part_size) {
            alive();
            to.write(from.read(at, part_size));
        }
        to.flush();
        alive();
        rename_into_place(unfinished, target, Existing::replace);
    } catch (const StoreError&) {
        remove_draft(unfinished);
        throw;
    }
}

bool unseal(const SealedFile& sealed, const fs::path& to, const Alive& alive) {
    const File from{sealed.path, O_RDONLY, "read"};
    const std::uintmax_t size = from.size();
    const std::string lines = lines_of(sealed.seal);
    const std::string last = fmt::format("sum {}\n", sealed.seal.sum);
    const std::uintmax_t length = lines.size() + last.size() + last_line.size();
    if (size != sealed.bytes || size < length) {
        return false;
    }
    const std::uintmax_t database = size - length;
    const File copy{to, O_WRONLY | O_CREAT | O_TRUNC, "written"};
    std::uint64_t sum = fingerprint("");
    for (std::uintmax_t at = 0; at < database; at += part_size) {
        alive();
        const auto most = static_cast<std::size_t>(
            std::min<std::uintmax_t>(part_size, database - at));
        const std::string part = from.read(at, most);
        sum = fingerprint(part, sum);
        copy.write(part);
    }
    return hex(fingerprint(from.read(database, lines.size()), sum)) == sealed.seal.sum;
}

}    // namespace lmsection::store
