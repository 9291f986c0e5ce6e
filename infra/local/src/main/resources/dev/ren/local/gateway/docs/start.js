SwaggerUIBundle({ url: "/docs/openapi.yaml", dom_id: "#docs", validatorUrl: null });
