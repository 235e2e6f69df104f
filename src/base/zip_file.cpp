// Archives come from anyone: minizip gets the bytes in memory, and unpacked bytes are counted as
// they come, whatever sizes the archive declares.
#include "zip_file.hpp"

#include "lmsection/base/error.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>
#include <minizip/unzip.h>

#include <algorithm>
#include <array>
#include <utility>

namespace lmsection {

namespace {

constexpr std::size_t most_files = 10000;

/// A file in memory, as minizip reads it.
struct MemoryFile {
    std::string_view bytes;
    std::size_t at = 0;
};

voidpf open_memory(voidpf file, const void*, int) {
    return file;
}

uLong read_memory(voidpf, voidpf stream, void* buffer, uLong size) {
    auto& file = *static_cast<MemoryFile*>(stream);
    const std::string_view part = file.bytes.substr(file.at, size);
    std::copy(part.begin(), part.end(), static_cast<char*>(buffer));
    file.at += part.size();
    return part.size();
}

uLong write_memory(voidpf, voidpf, const void*, uLong) {
    return 0;
}

ZPOS64_T tell_memory(voidpf, voidpf stream) {
    return static_cast<MemoryFile*>(stream)->at;
}

long seek_memory(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
    auto& file = *static_cast<MemoryFile*>(stream);
    ZPOS64_T start = 0;
    if (origin == ZLIB_FILEFUNC_SEEK_CUR) {
        start = file.at;
    } else if (origin == ZLIB_FILEFUNC_SEEK_END) {
        start = file.bytes.size();
    }
    const ZPOS64_T target = start + offset;    // wraps around for an offset that is negative
    if (target > file.bytes.size()) {
        return -1;
    }
    file.at = target;
    return 0;
}

int close_memory(voidpf, voidpf) {
    return 0;
}

/// As paths are compared: some programs write backslashes or other cases.
std::string comparable_path(std::string_view path) {
    std::string result = lower_ascii(path.substr(path.starts_with('/') ? 1 : 0));
    std::ranges::replace(result, '\\', '/');
    return result;
}

}    // namespace

/// Closes itself, also when the constructor of `ZipFile` throws.
struct ZipFile::Archive {
    Archive() = default;
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
    ~Archive() {
        if (file != nullptr) {
            unzClose(file);
        }
    }

    MemoryFile memory;
    unzFile file = nullptr;
};

ZipFile::ZipFile(std::string_view bytes, std::string name)
    : name_(std::move(name)), archive_(std::make_unique<Archive>()) {
    archive_->memory.bytes = bytes;
    zlib_filefunc64_def functions{};
    functions.zopen64_file = open_memory;
    functions.zread_file = read_memory;
    functions.zwrite_file = write_memory;
    functions.ztell64_file = tell_memory;
    functions.zseek64_file = seek_memory;
    functions.zclose_file = close_memory;
    functions.zerror_file = close_memory;
    functions.opaque = &archive_->memory;
    archive_->file = unzOpen2_64("", &functions);
    if (archive_->file == nullptr) {
        refuse_damaged("it is incomplete");
    }
    list_files();
}

ZipFile::~ZipFile() = default;

void ZipFile::list_files() {
    std::array<char, 512> path{};
    std::size_t count = 0;
    int status = unzGoToFirstFile(archive_->file);
    while (status == UNZ_OK) {
        if (++count > most_files) {
            throw RefusedError{fmt::format("{} contains more than {} files", name_, most_files),
                               "save the list as .xlsx, .ods or .csv"};
        }
        unz_file_info64 info{};
        unz64_file_pos position{};
        status = unzGetCurrentFileInfo64(archive_->file, &info, path.data(), path.size(), nullptr,
                                         0, nullptr, 0);
        if (status != UNZ_OK || unzGetFilePos64(archive_->file, &position) != UNZ_OK) {
            refuse_damaged("its list of files cannot be read");
        }
        if (info.size_filename < path.size()) {
            files_.try_emplace(comparable_path({path.data(), info.size_filename}),
                               Position{position.pos_in_zip_directory, position.num_of_file});
        }
        status = unzGoToNextFile(archive_->file);
    }
    if (status != UNZ_END_OF_LIST_OF_FILE) {
        refuse_damaged("its list of files cannot be read");
    }
}

bool ZipFile::has(std::string_view path) const {
    return files_.contains(comparable_path(path));
}

std::string ZipFile::path_ending(std::string_view end) const {
    const auto found = std::ranges::find_if(files_, [&](const auto& file) {
        return file.first.ends_with(end);
    });
    return found == files_.end() ? "" : found->first;
}

std::string ZipFile::read(std::string_view path) {
    const auto found = files_.find(comparable_path(path));
    if (found == files_.end()) {
        refuse_damaged(fmt::format("{} is missing", in_quotes(path)));
    }
    const unz64_file_pos position{found->second.directory_offset, found->second.index};
    unz_file_info64 info{};
    if (unzGoToFilePos64(archive_->file, &position) != UNZ_OK ||
        unzGetCurrentFileInfo64(archive_->file, &info, nullptr, 0, nullptr, 0, nullptr, 0) !=
            UNZ_OK) {
        refuse_damaged(fmt::format("{} cannot be read", in_quotes(path)));
    }
    constexpr uLong encrypted = 1;
    if ((info.flag & encrypted) != 0) {
        throw RefusedError{fmt::format("{} is protected by a password", name_),
                           "save it without one"};
    }
    if (unzOpenCurrentFile(archive_->file) != UNZ_OK) {
        refuse_damaged(fmt::format("{} cannot be read", in_quotes(path)));
    }
    std::string text = unpack(info.uncompressed_size);
    if (unzCloseCurrentFile(archive_->file) != UNZ_OK) {
        refuse_damaged(fmt::format("{} does not match its checksum", in_quotes(path)));
    }
    return text;
}

std::string ZipFile::unpack(std::size_t declared) {
    const std::size_t most = std::min(largest_part, largest_total - total_);
    const auto refuse_size = [&] {
        unzCloseCurrentFile(archive_->file);
        throw RefusedError{fmt::format("{} is too large: it unpacks to more than {} MB", name_,
                                       (most < largest_part ? largest_total : largest_part) >> 20U),
                           "remove what is not needed, or split it"};
    };
    if (declared > most) {
        refuse_size();
    }
    std::string text;
    std::array<char, 65536> buffer;    // NOLINT(cppcoreguidelines-pro-type-member-init)
    while (true) {
        const int size = unzReadCurrentFile(archive_->file, buffer.data(), buffer.size());
        if (size < 0) {
            unzCloseCurrentFile(archive_->file);
            refuse_damaged("a part cannot be unpacked");
        }
        if (size == 0) {
            break;
        }
        if (text.size() + static_cast<std::size_t>(size) > most) {
            refuse_size();
        }
        text.append(buffer.data(), static_cast<std::size_t>(size));
    }
    total_ += text.size();
    return text;
}

void ZipFile::refuse_damaged(std::string_view why) const {
    throw RefusedError{fmt::format("{} is damaged: {}", name_, why),
                       "open it in a spreadsheet program and save it again"};
}

}    // namespace lmsection
