#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lmsection::fuzz {

/// Reads an input as text and as a row of choices; past its end all choices are the first ones.
class Choices {
public:
    Choices(const std::uint8_t* data, std::size_t size)
        : left_(reinterpret_cast<const char*>(data), size) {}

    [[nodiscard]] bool empty() const { return left_.empty(); }
    /// The next byte, 0 to 255.
    unsigned byte() {
        if (left_.empty()) {
            return 0;
        }
        const auto next = static_cast<unsigned char>(left_.front());
        left_.remove_prefix(1);
        return next;
    }
    /// One of `count` numbers from 0 on; `count` is at most 65536.
    unsigned one_of(unsigned count) {
        const unsigned high = count > 256 ? byte() : 0;
        return (high * 256 + byte()) % count;
    }
    /// Up to the next line end, which is passed over.
    std::string_view line() {
        const std::string_view text = left_.substr(0, left_.find('\n'));
        left_.remove_prefix(text.size() == left_.size() ? text.size() : text.size() + 1);
        return text;
    }
    /// At most `count` bytes.
    std::string_view bytes(std::size_t count) {
        const std::string_view text = left_.substr(0, count);
        left_.remove_prefix(text.size());
        return text;
    }
    /// All that is left.
    std::string_view rest() { return bytes(left_.size()); }

private:
    std::string_view left_;
};

}    // namespace lmsection::fuzz
