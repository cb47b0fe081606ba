//! What generated types have in common: macros, since a type of another crate can't be given serde's traits here.

/// Gives types serde's traits, by how they are read and written here. What does not fit within a value is in its `extra`.
#[doc(hidden)]
#[macro_export]
macro_rules! serde_of_values {
    ($($name:ident)*) => {$(
        impl $crate::typed::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error>
            where
                S: $crate::typed::serde::Serializer,
            {
                let json = $crate::typed::RawValue::from_string($crate::typed::Value::to_json(self));
                let json = json.map_err($crate::typed::serde::ser::Error::custom)?;
                $crate::typed::serde::Serialize::serialize(&*json, serializer)
            }
        }

        impl<'de> $crate::typed::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: $crate::typed::serde::Deserializer<'de>,
            {
                let raw: ::std::boxed::Box<$crate::typed::RawValue> =
                    $crate::typed::serde::Deserialize::deserialize(deserializer)?;
                let fits = <Self as $crate::typed::Value>::read(&raw, &mut ::std::default::Default::default());
                fits.ok_or_else(|| $crate::typed::serde::de::Error::custom("it is of another type"))
            }
        }
    )*};
}

/// Makes values of objects.
#[macro_export]
macro_rules! objects {
    ($($name:ident)*) => {
        $(
            impl $crate::typed::Value for $name {
                fn read(
                    raw: &$crate::typed::RawValue,
                    reading: &mut $crate::typed::Reading,
                ) -> ::std::option::Option<Self> {
                    let mut object = Self::unread();
                    $crate::typed::read_object(&mut object, raw, reading).then_some(object)
                }

                fn write(&self, out: &mut ::std::string::String) {
                    $crate::typed::write_object(self, out);
                }

                fn blank() -> Self {
                    Self::unread()
                }
            }
        )*
        $crate::serde_of_values! { $($name)* }
    };
}

/// Makes values of open enumerations.
#[macro_export]
macro_rules! enumerations {
    ($($name:ident)*) => {
        $(
            impl $crate::typed::Value for $name {
                fn read(
                    raw: &$crate::typed::RawValue,
                    reading: &mut $crate::typed::Reading,
                ) -> ::std::option::Option<Self> {
                    let text = <::std::string::String as $crate::typed::Value>::read(raw, reading)?;
                    ::std::option::Option::Some(<Self as $crate::typed::Enumeration>::of(&text))
                }

                fn write(&self, out: &mut ::std::string::String) {
                    $crate::typed::Value::write(&::std::string::String::from(self.as_str()), out);
                }

                fn blank() -> Self {
                    $crate::typed::Enumeration::of("")
                }
            }

            impl $name {
                /// The text, as it was sent.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    $crate::typed::Enumeration::as_str(self)
                }
            }

            impl ::std::convert::From<&str> for $name {
                fn from(text: &str) -> Self {
                    $crate::typed::Enumeration::of(text)
                }
            }

            impl ::std::fmt::Display for $name {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.write_str(self.as_str())
                }
            }
        )*
        $crate::serde_of_values! { $($name)* }
    };
}

/// Makes values of open unions.
#[macro_export]
macro_rules! unions {
    ($($name:ident)*) => {
        $(
            impl $crate::typed::Value for $name {
                fn read(
                    raw: &$crate::typed::RawValue,
                    reading: &mut $crate::typed::Reading,
                ) -> ::std::option::Option<Self> {
                    ::std::option::Option::Some($crate::typed::read_union(raw, reading))
                }

                fn write(&self, out: &mut ::std::string::String) {
                    $crate::typed::Union::write_variant(self, out);
                }

                fn blank() -> Self {
                    $crate::typed::Union::unknown($crate::typed::blank())
                }
            }
        )*
        $crate::serde_of_values! { $($name)* }
    };
}
