"""Labour rules, one per file; what they compile to (`primitives`) and how they are enforced (`policy`)."""
