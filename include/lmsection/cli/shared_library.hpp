#pragma once

#include <memory>
#include <string>

namespace lmsection::cli {

/// A library that few runs need, loaded when the first of its functions is asked for: starting the
/// program costs nothing more for it. Stays loaded as long as the object lives.
class SharedLibrary {
public:
    /// A `StoreError` naming Debian's `package` where the library cannot be loaded.
    SharedLibrary(const std::string& file, const std::string& package);

    /// The function of that name, as the library's header declares it (`decltype(&name)`).
    template <class Function>
    [[nodiscard]] Function function(const char* name) const {
        return reinterpret_cast<Function>(address(name));
    }

private:
    [[nodiscard]] void* address(const char* name) const;

    struct Closer {
        void operator()(void* handle) const;
    };
    std::string package_;
    std::unique_ptr<void, Closer> handle_;
};

}    // namespace lmsection::cli
